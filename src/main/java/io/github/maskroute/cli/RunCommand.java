package io.github.maskroute.cli;

import io.github.maskroute.Maskroute;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The drain, without Maven. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the drain until it is stopped by SIGINT or SIGTERM.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private final SettingsOption settings = new SettingsOption();

    @Override
    public Integer call() throws InterruptedException {
        Maskroute.run(settings::load);
        return ExitCode.OK.code();
    }
}
