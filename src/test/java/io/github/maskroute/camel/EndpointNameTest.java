package io.github.maskroute.camel;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointNameTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            aws2-sqs:{{name}}?accessKey=a&secretKey=b,                           aws2-sqs logins
            aws2-sqs://arn:aws:sqs:us-east-1:123456789012:logins?accessKey=a,    aws2-sqs logins
            direct:store,                                                        direct store
            timer:every-day?period=5,                                            timer every-day
            sql:file:/some/where/store.sql?dataSource=#ds,                       sql store.sql
            sql:SELECT password FROM person WHERE name = 'me',                   sql
            http://me:password@host/hooks/password,                              http
            https:host/hooks/password?token=password,                            https
            {{whole}},                                                           an endpoint named by a setting
            direct,                                                              direct
            """)
    void shouldShowNoPartThatMayBeASecret(String uri, String shown) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("name", "logins");
            context.getPropertiesComponent().addInitialProperty("whole", "http://me:password@host");
            context.build();

            assertThat(EndpointName.of(context, uri)).hasToString(shown);
        }
    }
}
