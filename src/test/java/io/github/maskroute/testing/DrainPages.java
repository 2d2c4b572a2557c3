package io.github.maskroute.testing;

import io.github.maskroute.app.Drain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Reads the pages of a drain's HTTP server. */
public final class DrainPages {

    private DrainPages() {}

    /** @param path for example {@code observe/metrics} */
    public static HttpResponse<String> page(Drain drain, String path) {
        try {
            return HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(drain.statusPage() + path)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * The sum of all series of a metric that have these labels; not a number if there are none.
     *
     * @param page the text of {@code observe/metrics}
     * @param series for example {@code maskroute_outage{service="queue"}}
     */
    static double metric(String page, String series) {
        List<String> parts = List.of(series.split("[{},]"));
        return page.lines().filter(line -> List.of(line.split("[{},]| (?=[^ ]*$)")).containsAll(parts))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).reduce(Double::sum).orElse(Double.NaN);
    }
}
