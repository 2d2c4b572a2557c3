package io.github.maskroute.cli.dlq;

import com.google.crypto.tink.Aead;
import io.github.maskroute.cli.command.CommandException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.deadletter.BodySeal;
import io.github.maskroute.deadletter.tool.BodyOpener;
import io.github.maskroute.keyset.KeyEncryption;
import io.github.maskroute.keyset.SealKeys;
import java.nio.file.Path;

/** The keys that seal dead letters, for commands. */
public final class SealOption {

    private static final String FOLDER = "maskroute.dead-letter.keyset";

    private SealOption() {}

    /** What opens bodies; without a key, if the settings name none. */
    public static BodyOpener bodies(Settings settings) {
        return new BodyOpener(settings.find(FOLDER).map(folder -> new BodySeal(keys(settings, Path.of(folder)).read())));
    }

    /** @throws CommandException if the settings name none */
    public static Aead required(Settings settings) {
        return keys(settings, folder(settings)).read();
    }

    static Path folder(Settings settings) {
        return Path.of(settings.find(FOLDER).orElseThrow(() -> new CommandException(ExitCode.SETTINGS,
                "no folder of keys to seal with is named; set " + FOLDER
                        + ", and make a key with `maskroute dlq add-key --keyset FOLDER`")));
    }

    static SealKeys keys(Settings settings, Path folder) {
        return new SealKeys(folder, settings.find("maskroute.mask.kek")
                .map(kek -> KeyEncryption.of(kek, settings.find("maskroute.mask.kms-endpoint"))));
    }
}
