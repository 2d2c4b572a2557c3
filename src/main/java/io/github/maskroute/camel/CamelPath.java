package io.github.maskroute.camel;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.impl.engine.DefaultResourceResolvers;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceResolver;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.ResourceSupport;

/**
 * Paths in a form that Camel leaves as it is.
 *
 * <p>Camel takes commas, percent signs, question marks, braces, stars and others in a URI, a placeholder's value or a pattern
 * for its own. So each of them is written as {@code ._HEX_.}, the number of its character; a path of ordinary letters, digits
 * and {@code / . - _} stays as it is. What reads the path has to turn it back: for {@code file:} resources a bean
 * {@link #RESOLVER_BEAN} does, in the contexts that have it.
 */
public final class CamelPath {

    /** Where Camel looks for what finds {@code file:} resources. */
    public static final String RESOLVER_BEAN = "resource-loader-file";

    private static final String FILE = "file:";
    private static final Pattern NOT_ORDINARY = Pattern.compile("[^A-Za-z0-9/._-]|\\.(?=_)");
    private static final Pattern WRITTEN = Pattern.compile("\\._((?:10|[0-9a-f])?[0-9a-f]{1,4})_\\.");

    private CamelPath() {}

    /** A path as Camel gets it. */
    public static String of(Path path) {
        return NOT_ORDINARY.matcher(path.toString()).replaceAll(
                found -> "._" + Integer.toHexString(found.group().codePointAt(0)) + "_.");
    }

    /** A text, such as a path or a message that quotes one, with paths as they are. */
    public static String readable(String text) {
        return WRITTEN.matcher(text).replaceAll(
                found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    /** A file whose text is known already. */
    public static Resource resource(Path file, String text) {
        return ResourceHelper.fromString(FILE + of(file), text);
    }

    /** The file of a resource. */
    public static Path file(Resource resource) {
        String location = resource.getLocation();
        return Path.of(readable(location.startsWith(FILE) ? location.substring(FILE.length()) : location));
    }

    /** What finds {@code file:} resources: those in this form by itself, all others as Camel does. */
    public static ResourceResolver resolver() {
        return new DefaultResourceResolvers.FileResolver() {
            @Override
            public Resource createResource(String location, String remaining) {
                return WRITTEN.matcher(remaining).find()
                        ? new File(location, Path.of(readable(remaining))) : super.createResource(location, remaining);
            }
        };
    }

    private static final class File extends ResourceSupport {

        private final Path path;

        File(String location, Path path) {
            super("file", location);
            this.path = path;
        }

        @Override
        public boolean exists() {
            return Files.exists(path);
        }

        @Override
        public URI getURI() {
            return path.toUri();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            if (!Files.isRegularFile(path)) {
                throw new FileNotFoundException(path + " is no file");
            }
            return Files.newInputStream(path);
        }
    }
}
