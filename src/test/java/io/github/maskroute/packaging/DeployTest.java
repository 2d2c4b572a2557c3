package io.github.maskroute.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.maskroute.config.Settings;
import io.github.maskroute.testing.PathProgram;
import io.github.maskroute.testing.TestDrain;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the files of {@code deploy/} with the tools that read them, and against the page that explains them. */
class DeployTest {

    private static final Path NO_INPUT = Path.of("/dev/null");
    private static final Path PROMETHEUS = Deployed.FOLDER.resolve("prometheus");

    @Test
    void prometheusAcceptsItsExample() {
        assertThat(promtool("check", "config", PROMETHEUS.resolve("prometheus.yml").toString())).contains("is valid");
    }

    @Test
    void testsOfTheAlertsPass() {
        assertThat(promtool("test", "rules", PROMETHEUS.resolve("maskroute.rules.test.yml").toString())).contains("SUCCESS");
    }

    @Test
    void everyAlertHasATestAndASectionInOperations() {
        Set<String> tested = Deployed.stream(Deployed.yaml("prometheus/maskroute.rules.test.yml").path("tests"))
                .map(test -> test.path("name").asText().split("\\W", 2)[0]).collect(Collectors.toSet());
        Set<String> sections = Pattern.compile("(?m)^### (Maskroute\\w+)$").matcher(Deployed.manual()).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(Deployed.alerts()).extracting(alert -> alert.path("alert").asText()).isNotEmpty()
                .allSatisfy(name -> assertThat(tested).contains(name))
                .containsExactlyInAnyOrderElementsOf(sections);
    }

    @Test
    void everyAlertHasSeverityTextsAndARunbook() {
        assertThat(Deployed.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).isNotBlank();
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/operations.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void dashboardDependsOnNoInstanceOfGrafana() {
        assertThat(Deployed.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("targets")).isNotEmpty();
        });
        assertThat(Deployed.dashboard().findValues("datasource")).isNotEmpty()
                .allSatisfy(source -> assertThat(source.path("uid").asText()).isEqualTo("${datasource}"));
        assertThat(Deployed.panels()).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(Deployed.stream(Deployed.dashboard().at("/templating/list")).map(variable -> variable.path("name").asText()))
                .containsExactly("datasource", "job", "replica");
    }

    @ParameterizedTest
    @CsvSource({"deployment, Deployment, /spec/template/spec", "cronjob, CronJob, /spec/jobTemplate/spec/template/spec"})
    void podHasWhatTheDrainRequires(String file, String kind, String path) {
        JsonNode object = Deployed.yaml("kubernetes/" + file + ".yml");
        JsonNode pod = object.at(path);
        JsonNode container = pod.at("/containers/0");

        assertThat(object.path("kind").asText()).isEqualTo(kind);
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(30);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/fsGroup").asInt()).isPositive();
        assertThat(pod.at("/volumes/0/secret/defaultMode").asInt()).isEqualTo(0440);
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
        assertThat(settings(container)).containsEntry("maskroute.mask.keyset", container.at("/volumeMounts/0/mountPath").asText());
    }

    @Test
    void probesUseTheHealthPages() {
        JsonNode container = Deployed.yaml("kubernetes/deployment.yml").at("/spec/template/spec/containers/0");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/observe/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/observe/health/ready");
        assertThat(container.at("/ports/0/containerPort").asText()).isEqualTo(settings(container).get("maskroute.http.port"));
        assertThat(settings(container)).containsEntry("maskroute.http.address", "0.0.0.0");
    }

    /** All settings, including those of the pod: an unknown or malformed one fails here. */
    private static Map<String, String> settings(JsonNode container) {
        Map<String, String> given = Deployed.stream(container.path("env"))
                .filter(entry -> entry.path("name").asText().startsWith("MASKROUTE_"))
                .collect(Collectors.toMap(entry -> keyOf(entry.path("name").asText()), entry -> entry.path("value").asText()));
        return TestDrain.shipped(given).values();
    }

    private static String keyOf(String variable) {
        List<String> keys = Settings.keys().stream().filter(key -> key.replaceAll("[.-]", "_").equalsIgnoreCase(variable)).toList();
        assertThat(keys).as(variable).hasSize(1);
        return keys.get(0);
    }

    private static String promtool(String... arguments) {
        return PathProgram.onThePath("promtool").run(NO_INPUT, arguments);
    }
}
