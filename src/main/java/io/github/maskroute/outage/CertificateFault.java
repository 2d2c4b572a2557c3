package io.github.maskroute.outage;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Words for a certificate that was refused, by what was thrown for it; they quote nothing of the certificate. */
public final class CertificateFault {

    public static final String OTHER_HOST = "its certificate is for another host name";

    private CertificateFault() {}

    /** What is wrong with it; empty if something else than a certificate was the trouble. */
    public static Optional<String> in(Throwable thrown) {
        // The innermost says most: those around it only that the path was not valid.
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).flatMap(cause -> words(cause).stream())
                .reduce((outer, inner) -> inner);
    }

    private static Optional<String> words(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("its certificate has expired");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid yet");
        }
        if (cause instanceof SSLPeerUnverifiedException) {
            return Optional.of(OTHER_HOST);
        }
        if (cause instanceof InvalidAlgorithmParameterException) {
            return Optional.of("the trust store holds no authority that can be read: is it there, and is its password set?");
        }
        return cause instanceof CertificateException || cause instanceof CertPathValidatorException
                        || cause instanceof CertPathBuilderException
                ? Optional.of("its certificate is signed by no authority that is trusted here") : Optional.empty();
    }
}
