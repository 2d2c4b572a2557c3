package io.github.maskroute.faults;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What drains show to whoever looks: pages, and what they print. */
final class Shown {

    private static final Pattern STATUS_PAGE = Pattern.compile("status page (http://\\S+)");
    private static final List<String> PAGES = List.of("", "status.json", "observe/metrics", "observe/health/ready");

    private Shown() {}

    /** Of a drain that is alive; none before it runs. */
    static List<String> pages(Packaged drain) {
        List<String> pages = new ArrayList<>();
        Matcher url = STATUS_PAGE.matcher(FaultRun.log(drain));
        if (url.find()) {
            for (String page : PAGES) {
                try (InputStream in = URI.create(url.group(1) + page).toURL().openStream()) {
                    pages.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return pages;
    }

    /** All that the programs of a run printed. */
    static List<String> printed(Path folder) {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(found -> found.getFileName().toString().startsWith("printed")).toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
