package io.github.maskroute.cli.command;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * The words that an option takes, as its converter and its completion candidates: its error, its help and its completion have
 * them from here.
 */
public abstract class OneOf<T> implements ITypeConverter<T>, Iterable<String> {

    private final Map<String, T> byWord = new LinkedHashMap<>();

    public OneOf(Stream<T> all, Function<T, String> word) {
        all.forEach(each -> byWord.put(word.apply(each), each));
    }

    @Override
    public T convert(String word) {
        T found = byWord.get(word);
        if (found == null) {
            throw MalformedArgument.of(word, Typed.either(byWord.keySet()), byWord.keySet());
        }
        return found;
    }

    @Override
    public Iterator<String> iterator() {
        return byWord.keySet().iterator();
    }
}
