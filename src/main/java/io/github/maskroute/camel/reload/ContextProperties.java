package io.github.maskroute.camel.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** A properties source that reads the current properties of a running context. Safe for use by several threads. */
record ContextProperties(CamelContext context) implements PropertiesSource {

    @Override
    public String getName() {
        return "running";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return context.getPropertiesComponent().resolveProperty(name).orElse(null);
    }
}
