package io.github.maskroute.config;

import java.net.InetSocketAddress;

/**
 * Where metrics, health and the status page are served: {@code maskroute.http.*}.
 *
 * @param host address or name of this machine
 * @param port 0 for any free one
 */
public record HttpSettings(String host, int port) {

    /** @throws ConfigurationException if the host has no address */
    public InetSocketAddress address() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new ConfigurationException(
                    "setting maskroute.http.address names no address: name one of this machine's, for example 127.0.0.1");
        }
        return address;
    }
}
