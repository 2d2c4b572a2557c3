package io.github.maskroute.faults;

import io.github.maskroute.cli.Packaged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The pages of a drain.
 *
 * @param url of the status page; empty if it has not said it
 */
record DrainPages(String url) {

    private static final Pattern STATUS_PAGE = Pattern.compile("status page (http://\\S+)");
    private static final List<String> PAGES = List.of("", "status.json", "observe/metrics", "observe/health/ready");

    static DrainPages of(Packaged drain) {
        return new DrainPages(STATUS_PAGE.matcher(FaultRun.log(drain)).results().map(MatchResult::group)
                .map(found -> found.replaceFirst(".* ", "")).findFirst().orElse(""));
    }

    List<String> all() {
        return url.isEmpty() ? List.of() : PAGES.stream().map(this::read).toList();
    }

    /** Whatever its status. */
    String read(String path) {
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url + path)).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
