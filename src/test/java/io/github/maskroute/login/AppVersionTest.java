package io.github.maskroute.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.maskroute.Seeded;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppVersionTest {

    @ParameterizedTest
    @CsvSource({
        "2.3.0, 2003000", "0.96, 96000", "2.00, 2000000", "3, 3000000", "0, 0", "0.0.0, 0", "0.0.1, 1", "1.999.999, 1999999",
        "2146.999.999, 2146999999", "0002.03.004, 2003004",
    })
    void versionIsOneInteger(String version, int integer) {
        assertThat(AppVersion.toInteger(version)).hasValue(integer);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "a.b", "1.2.3.4", "1.-2", "-1", "+1", "1.1000", "1.2.1000", "2147.0.0", "2147", "99999", "1e3", "1.", ".1", "1..2", "1.2.",
        " 1.2", "1.2 ", "1.2\n", "1,2", "v1.2", "1.2-beta", "1.2.3+4", "0x10", "\u0661.2", "\uff11.2", "99999999999999999999",
    })
    void shouldRefuse(String version) {
        assertThat(AppVersion.toInteger(version)).isEmpty();
    }

    @Test
    void integersOrderAsVersionsDo() {
        Seeded.rounds(10_000, random -> {
            int[] one = parts(random);
            int[] other = one.clone();
            other[random.nextInt(3)] = random.nextInt(1000);

            assertThat(Integer.compare(integer(one), integer(other)))
                    .as("%s, %s", Arrays.toString(one), Arrays.toString(other))
                    .isEqualTo(Integer.signum(Arrays.compare(one, other)));
        });
    }

    @Test
    void integersCanBeTurnedBack() {
        Seeded.rounds(10_000, random -> {
            int[] parts = parts(random);
            int integer = integer(parts);

            assertThat(new int[] {integer / 1_000_000, integer / 1_000 % 1_000, integer % 1_000}).isEqualTo(parts);
        });
    }

    @Test
    void missingPartsCountAsZero() {
        Seeded.rounds(1_000, random -> {
            int[] parts = parts(random);

            assertThat(AppVersion.toInteger(Integer.toString(parts[0]))).hasValue(integer(new int[] {parts[0], 0, 0}));
            assertThat(AppVersion.toInteger(parts[0] + "." + parts[1])).hasValue(integer(new int[] {parts[0], parts[1], 0}));
        });
    }

    private static int[] parts(Random random) {
        return new int[] {random.nextInt(2147), random.nextInt(1000), random.nextInt(1000)};
    }

    private static int integer(int[] parts) {
        return AppVersion.toInteger(parts[0] + "." + parts[1] + "." + parts[2]).orElseThrow();
    }
}
