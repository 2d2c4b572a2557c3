package io.github.maskroute.aws;

import io.github.maskroute.network.HttpProxy;
import io.github.maskroute.network.Proxies;
import java.util.List;
import java.util.Optional;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Routes requests directly or through a proxy. Thread-safe. */
final class ProxiedRoutes extends DefaultRoutePlanner {

    private final Proxies proxies;

    ProxiedRoutes(Proxies proxies) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.proxies = proxies;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpRequest request, HttpContext context) {
        return proxies.to(target.getSchemeName(), target.getHostName(), target.getPort())
                .map(proxy -> new HttpHost(proxy.host(), proxy.port(), proxy.scheme())).orElse(null);
    }

    /** The credentials for proxies that require a login. */
    static CredentialsProvider logins(Proxies proxies) {
        CredentialsProvider logins = new BasicCredentialsProvider();
        for (HttpProxy proxy : List.of("http", "https").stream().map(proxies::of).flatMap(Optional::stream).toList()) {
            proxy.login().ifPresent(login -> logins.setCredentials(new AuthScope(proxy.host(), proxy.port()),
                    new UsernamePasswordCredentials(login.user(), login.password())));
        }
        return logins;
    }
}
