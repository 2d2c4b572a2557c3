package io.github.maskroute.cli;

import io.github.maskroute.config.ThisProcess;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"maskroute " + ThisProcess.version().orElse("(not packaged)")};
    }
}
