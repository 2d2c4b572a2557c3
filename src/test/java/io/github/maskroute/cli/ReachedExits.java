package io.github.maskroute.cli;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.maskroute.app.Program;
import io.github.maskroute.audit.AuditRefusedException;
import io.github.maskroute.cli.command.ExitCode;
import io.github.maskroute.cli.command.Failure;
import io.github.maskroute.config.ConfigurationException;
import io.github.maskroute.mask.MaskingException;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Computes the exit codes that the code of a command can reach, by its own failures or by those of services that it calls. */
final class ReachedExits {

    private static final String OURS = "io.github.maskroute";

    /** Excluded: their exceptions end in a finding or in the log, not in an exit code, or they map failures to all exit codes. */
    private static final Set<String> EXCLUDED = Set.of(
            ExitCode.class.getName(), Failure.class.getName(), Program.class.getName(), DoctorChecks.class.getName() + ".all");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(OURS);

    private final Set<ExitCode> reached = EnumSet.noneOf(ExitCode.class);
    private final Set<JavaCodeUnit> seen = new HashSet<>();
    private final Deque<JavaCodeUnit> left = new ArrayDeque<>();

    private ReachedExits() {}

    static Set<ExitCode> of(CommandSpec command) {
        ReachedExits exits = new ReachedExits();
        begin(command.userObject()).ifPresent(exits::add);
        while (!exits.left.isEmpty()) {
            exits.visit(exits.left.pop());
        }
        return exits.reached;
    }

    /** The method that runs the command; empty for a group of commands and for the commands of picocli. */
    private static Optional<JavaMethod> begin(Object command) {
        if (command instanceof Method method) {
            return CLASSES.get(method.getDeclaringClass()).tryGetMethod(method.getName(), method.getParameterTypes());
        }
        return command instanceof Callable<?> && CLASSES.contain(command.getClass())
                ? CLASSES.get(command.getClass()).getMethods().stream()
                        .filter(method -> method.getName().equals("call") && method.getRawReturnType().isEquivalentTo(Integer.class))
                        .findFirst()
                : Optional.empty();
    }

    private void add(JavaCodeUnit unit) {
        String owner = unit.getOwner().getName();
        if (!EXCLUDED.contains(owner) && !EXCLUDED.contains(owner + "." + unit.getName()) && seen.add(unit)) {
            left.push(unit);
        }
    }

    private void visit(JavaCodeUnit unit) {
        unit.getFieldAccesses().forEach(access -> constant(access.getTargetOwner(), access.getName()));
        Stream.of(unit.getCallsFromSelf(), unit.getMethodReferencesFromSelf(), unit.getConstructorReferencesFromSelf())
                .flatMap(Set::stream).forEach(this::call);
    }

    private void constant(JavaClass owner, String name) {
        if (owner.isEquivalentTo(ExitCode.class)) {
            reached.add(ExitCode.valueOf(name));
        } else if (owner.isEquivalentTo(MaskingException.Fault.class)) {
            reached.add(Failure.of(new MaskingException(MaskingException.Fault.valueOf(name), "")).exit());
        }
    }

    private void call(JavaAccess<? extends CodeUnitAccessTarget> access) {
        JavaClass owner = access.getTargetOwner();
        String name = owner.getName();
        if (owner.isEquivalentTo(ConfigurationException.class)) {
            reached.add(ExitCode.SETTINGS);
        } else if (owner.isEquivalentTo(AuditRefusedException.class)) {
            reached.add(ExitCode.AUDIT_REFUSES);
        } else if ((name.startsWith("java.sql.") || name.startsWith("org.flywaydb.")) && !name.endsWith("Exception")) {
            reached.add(ExitCode.DATABASE_AWAY);
            reached.add(ExitCode.DATABASE_REFUSES);
        } else if (name.startsWith("software.amazon.awssdk.services.sqs.")) {
            reached.add(ExitCode.QUEUE_AWAY);
            reached.add(ExitCode.QUEUE_REFUSES);
        } else if (name.startsWith(OURS)) {
            access.getTarget().resolveMember().ifPresent(this::add);
            owner.getAllSubclasses().forEach(sub -> sub.tryGetMethod(access.getName(),
                    access.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new))
                            .ifPresent(this::add));
        }
    }
}
