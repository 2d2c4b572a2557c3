package io.github.maskroute.faults;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages and the output of drains. */
final class DrainOutput {

    private static final Pattern STATUS_PAGE = Pattern.compile("status page (http://\\S+)");
    private static final List<String> PAGES = List.of("", "status.json", "observe/metrics", "observe/health/ready");

    private DrainOutput() {}

    /** The pages of a drain that is alive; none before it runs. */
    static List<String> pages(Packaged drain) {
        return statusPage(drain).map(url -> PAGES.stream().map(page -> read(url + page)).toList()).orElse(List.of());
    }

    /** A page, whatever its status. */
    static String page(Packaged drain, String path) {
        return read(statusPage(drain).orElseThrow() + path);
    }

    private static Optional<String> statusPage(Packaged drain) {
        return STATUS_PAGE.matcher(FaultRun.log(drain)).results().map(found -> found.group(1)).findFirst();
    }

    private static String read(String url) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The output of all programs of a run. */
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
