package io.github.maskroute.camel.reload;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** The properties of a running context, as they are there. Safe for use by several threads. */
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
