package io.github.maskroute.cli.command;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * Converts the fixed words that an option accepts. The option's error, help and completion candidates all come from here.
 */
public abstract class WordConverter<T> implements ITypeConverter<T>, Iterable<String> {

    private final Map<String, T> byWord = new LinkedHashMap<>();

    public WordConverter(Stream<T> all, Function<T, String> word) {
        all.forEach(each -> byWord.put(word.apply(each), each));
    }

    @Override
    public T convert(String word) {
        T found = byWord.get(word);
        if (found == null) {
            throw MalformedArgument.of(word, TypedWord.either(byWord.keySet()), byWord.keySet());
        }
        return found;
    }

    @Override
    public Iterator<String> iterator() {
        return byWord.keySet().iterator();
    }
}
