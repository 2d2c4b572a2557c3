package io.github.maskroute;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.lang.reflect.Executable;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;

/** Finds calls of the JDK whose result depends on the JVM's default locale, time zone or character set. */
final class DefaultsOfTheJvm {

    private static final Set<Class<?>> DEFAULTED = Set.of(Locale.class, ZoneId.class, TimeZone.class, Charset.class);

    /** Calls without an overload that takes the value; isDigit is true for digits of all scripts. */
    private static final Set<String> NAMED = Set.of("String.formatted", "Character.isDigit", "Locale.getDefault", "TimeZone.getDefault",
            "ZoneId.systemDefault", "Charset.defaultCharset", "Clock.systemDefaultZone");

    private DefaultsOfTheJvm() {}

    /** Whether an overload takes one of these explicitly, and is not used. {@link Files} uses UTF-8 by its specification. */
    static boolean areAskedBy(JavaAccess<?> access) {
        if (!access.getTargetOwner().getPackageName().startsWith("java.") || access.getTargetOwner().isEquivalentTo(Files.class)
                || !(access.getTarget() instanceof CodeUnitAccessTarget target)) {
            return false;
        }
        Class<?> owner = access.getTargetOwner().reflect();
        List<Class<?>> given = target.getRawParameterTypes().stream().<Class<?>>map(JavaClass::reflect).toList();
        return NAMED.contains(owner.getSimpleName() + "." + target.getName())
                || likes(owner, target).anyMatch(other -> saysMore(List.of(other.getParameterTypes()), given));
    }

    private static Stream<? extends Executable> likes(Class<?> owner, CodeUnitAccessTarget target) {
        return target.getName().equals("<init>") ? Arrays.stream(owner.getConstructors())
                : Arrays.stream(owner.getMethods()).filter(method -> method.getName().equals(target.getName())
                        && method.getReturnType().equals(target.getRawReturnType().reflect()));
    }

    /** Whether these are the given parameters and one of a defaulted type; more may follow. */
    private static boolean saysMore(List<Class<?>> parameters, List<Class<?>> given) {
        List<Class<?>> others = new ArrayList<>(parameters);
        return others.removeIf(DEFAULTED::contains) && others.size() >= given.size() && others.subList(0, given.size()).equals(given);
    }
}
