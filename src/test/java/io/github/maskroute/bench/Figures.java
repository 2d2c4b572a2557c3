package io.github.maskroute.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What one run of one way cost, per message.
 *
 * @param rate messages a second, from the first row to the last
 * @param cpu processor time of the client, in microseconds
 * @param requests to SQS
 * @param statements that PostgreSQL committed
 */
record Figures(double rate, double cpu, double requests, double statements) {

    Figures withStatements(double counted) {
        return new Figures(rate, cpu, requests, counted);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, rate + " " + cpu + " " + requests + " " + statements);
    }

    static Figures read(Path file) throws IOException {
        double[] values = Stream.of(Files.readString(file).split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Figures(values[0], values[1], values[2], values[3]);
    }
}
