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
 * Encodes file paths so that Camel does not interpret any of their characters.
 *
 * <p>Camel gives commas, percent signs, question marks, braces, stars and other characters a meaning of their own in a URI, a
 * placeholder's value or a pattern. Each such character is encoded as {@code ._HEX_.}, where HEX is its code point; letters,
 * digits and {@code / . - _} are not encoded. Code that reads the path has to decode it: for {@code file:} resources the bean
 * {@link #RESOLVER_BEAN} does, in the contexts that bind it.
 */
public final class CamelPath {

    /** Bean name under which Camel looks up the resolver of {@code file:} resources. */
    public static final String RESOLVER_BEAN = "resource-loader-file";

    private static final String FILE = "file:";
    private static final Pattern TO_ENCODE = Pattern.compile("[^A-Za-z0-9/._-]|\\.(?=_)");
    private static final Pattern ENCODED = Pattern.compile("\\._((?:10|[0-9a-f])?[0-9a-f]{1,4})_\\.");

    private CamelPath() {}

    /** Encodes a path. */
    public static String of(Path path) {
        return TO_ENCODE.matcher(path.toString()).replaceAll(
                found -> "._" + Integer.toHexString(found.group().codePointAt(0)) + "_.");
    }

    /** Decodes all encoded characters in a text, such as a path or a message that quotes one. */
    public static String readable(String text) {
        return ENCODED.matcher(text).replaceAll(
                found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 16))));
    }

    /** A file resource whose text is already in memory. */
    public static Resource resource(Path file, String text) {
        return ResourceHelper.fromString(FILE + of(file), text);
    }

    /** The file of a resource. */
    public static Path file(Resource resource) {
        String location = resource.getLocation();
        return Path.of(readable(location.startsWith(FILE) ? location.substring(FILE.length()) : location));
    }

    /** A resolver of {@code file:} resources: it decodes encoded paths, and resolves all others as Camel does. */
    public static ResourceResolver resolver() {
        return new DefaultResourceResolvers.FileResolver() {
            @Override
            public Resource createResource(String location, String remaining) {
                return ENCODED.matcher(remaining).find()
                        ? new FileResource(location, Path.of(readable(remaining))) : super.createResource(location, remaining);
            }
        };
    }

    private static final class FileResource extends ResourceSupport {

        private final Path path;

        FileResource(String location, Path path) {
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
                throw new FileNotFoundException(path + " is not a regular file");
            }
            return Files.newInputStream(path);
        }
    }
}
