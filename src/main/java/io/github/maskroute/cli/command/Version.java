package io.github.maskroute.cli.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"maskroute "
                + Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(not packaged)")};
    }
}
