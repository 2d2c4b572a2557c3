package io.github.maskroute;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.services.sqs.SqsClient;

@AnalyzeClasses(packages = "io.github.maskroute", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.maskroute";

    /** A slice for each file. */
    private static final SliceAssignment TOP_LEVEL_CLASSES = new SliceAssignment() {

        @Override
        public String getDescription() {
            return "top-level classes";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass any) {
            return any.getPackageName().startsWith(ROOT) ? SliceIdentifier.of(any.getName().replaceAll("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }
    };

    @ArchTest
    static final ArchRule RULES_OF_RECORDS_KNOW_NEITHER_CAMEL_NOR_AWS = noClasses()
            .that().resideInAnyPackage("..mask..", "..event..", "..batch..", "..outage..", "..db..", "..audit..", "..remask..",
                    "..forget..", "..schedule..", "..config..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel..", "software.amazon..");

    @ArchTest
    static final ArchRule ONLY_THE_PROGRAM_AND_THE_PROCESSORS_KNOW_CAMEL = noClasses()
            .that().resideOutsideOfPackages(ROOT + ".app", ROOT + ".camel..")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule PROCESSORS_DO_NOT_KNOW_AWS = noClasses()
            .that().resideInAPackage(ROOT + ".camel..")
            .should().dependOnClassesThat().resideInAPackage("software.amazon..");

    @ArchTest
    static final ArchRule EMBEDDED_SERVICES_ARE_OPTIONAL = noClasses()
            .that().resideOutsideOfPackage(ROOT + ".devservices..")
            .should().dependOnClassesThat().resideInAnyPackage("org.elasticmq..", "io.zonky..", "org.apache.pekko..", "scala..");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_KNOW_THE_PROGRAM = noClasses()
            .that().resideOutsideOfPackages(ROOT, ROOT + ".app", ROOT + ".cli..")
            .should().dependOnClassesThat().resideInAnyPackage(ROOT, ROOT + ".app", ROOT + ".cli..");

    @ArchTest
    static final ArchRule PROGRAM_DOES_NOT_KNOW_ITS_MAIN_CLASS = noClasses()
            .that().resideOutsideOfPackage(ROOT)
            .should().dependOnClassesThat().resideInAPackage(ROOT);

    @ArchTest
    static final ArchRule ROOT_HOLDS_THE_MAIN_CLASS_ALONE = classes()
            .that().resideInAPackage(ROOT)
            .should().haveSimpleName("Maskroute").orShould().haveSimpleName("package-info");

    /** Else what it shows could differ from what it was given. */
    @ArchTest
    static final ArchRule OBSERVER_ASKS_NO_SERVICE = noClasses()
            .that().resideInAPackage(ROOT + ".observe")
            .should().dependOnClassesThat().resideInAnyPackage("software.amazon..", "java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule COMMAND_LINE_IS_OPTIONAL = noClasses()
            .that().resideOutsideOfPackage(ROOT + ".cli..")
            .should().dependOnClassesThat().resideInAnyPackage(ROOT + ".cli..", "picocli..", "me.tongfei..", "org.apache.commons.csv..");

    @ArchTest
    static final ArchRule TRACES_ARE_OPTIONAL = noClasses()
            .that().resideOutsideOfPackage(ROOT + ".camel.tracing")
            .should().dependOnClassesThat().resideInAnyPackage("io.opentelemetry..", "org.apache.camel.telemetry..",
                    "org.apache.camel.opentelemetry2..");

    @ArchTest
    static final ArchRule DOCTOR_ONLY_READS = noClasses()
            .that().resideInAPackage(ROOT + ".doctor")
            .should().callMethodWhere(DescribedPredicate.describe("a service is changed", call ->
                    (call.getTargetOwner().isAssignableTo(SqsClient.class) && !call.getName().equals("getQueueAttributes"))
                    || (call.getTargetOwner().isAssignableTo(Statement.class) && call.getName().matches("execute(?!Query).*|addBatch"))));

    @ArchTest
    static final ArchRule MASKS_KNOW_NOTHING_ELSE_OF_OURS = noClasses()
            .that().resideInAPackage(ROOT + ".mask")
            .should().dependOnClassesThat(JavaClass.Predicates.resideInAPackage(ROOT + "..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + ".mask")));

    /**
     * A host's JVM has a locale, a time zone and a character set of its own. Only a program sets them; its first line has local times, as
     * the lines of the log that follow.
     */
    @ArchTest
    static final ArchRule NOTHING_DEPENDS_ON_DEFAULTS_OF_THE_JVM = noClasses()
            .that().haveNameNotMatching(ROOT + "\\.app\\.(Program|FirstLine).*")
            .should().accessTargetWhere(DescribedPredicate.describe(
                    "the JVM's default locale, time zone or character set decides", DefaultsOfTheJvm::areAskedBy));

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CLASSES_HAVE_NO_CYCLES = SlicesRuleDefinition.slices().assignedFrom(TOP_LEVEL_CLASSES).should().beFreeOfCycles();

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        Set<String> named = all.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        Set<String> marked = all.stream().map(JavaClass::getPackage)
                .filter(ours -> ours.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName).collect(Collectors.toSet());

        assertThat(named).contains(ROOT, ROOT + ".mask", ROOT + ".sqs");
        assertThat(marked).isEqualTo(named);
    }
}
