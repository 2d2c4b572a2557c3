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

/** Describes why a certificate was rejected. The description quotes nothing of the certificate. */
public final class CertificateFault {

    public static final String OTHER_HOST = "its certificate is for another host name";

    private CertificateFault() {}

    /** What is wrong with the certificate; empty if the exception has another reason. */
    public static Optional<String> in(Throwable thrown) {
        // The innermost cause is the most specific. Those around it only say that the path is not valid.
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).flatMap(cause -> description(cause).stream())
                .reduce((outer, inner) -> inner);
    }

    private static Optional<String> description(Throwable cause) {
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
            return Optional.of("the trust store has no readable authority: check that it exists and that its password is set");
        }
        return cause instanceof CertificateException || cause instanceof CertPathValidatorException
                        || cause instanceof CertPathBuilderException
                ? Optional.of("its certificate is not signed by a trusted authority") : Optional.empty();
    }
}
