package io.github.maskroute.cases;

import static io.github.maskroute.cases.VerdictTest.json;
import static io.github.maskroute.cases.VerdictTest.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class JUnitXmlTest {

    @Test
    void shouldWriteOneSuitePerEventType() throws Exception {
        Verdict failed = verdict("masked: {a: \"<\\0\\e]]>\"}", CaseOutcome.masked(json("{a: \"&\"}")));
        Verdict passed = Verdict.of("orders", failed.tried(), CaseOutcome.masked(json("{a: \"<\\0\\e]]>\"}")), "");
        Verdict skipped = new Verdict("logins", failed.tried(), List.of(), "no database");
        StringWriter written = new StringWriter();
        new JUnitXml(List.of(failed, passed, skipped)).write(written);
        Element suites = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(written.toString()))).getDocumentElement();
        Element orders = (Element) suites.getElementsByTagName("testsuite").item(0);
        Element logins = (Element) suites.getElementsByTagName("testsuite").item(1);
        Element failure = (Element) orders.getElementsByTagName("failure").item(0);

        assertThat(List.of(orders.getAttribute("name"), orders.getAttribute("tests"), orders.getAttribute("failures"),
                orders.getAttribute("skipped"))).containsExactly("orders", "2", "1", "0");
        assertThat(failure.getTextContent()).isEqualTo("masked.a\n    expected \"<\\u0000\\u001B]]>\"\n    but was  \"&\"");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("it");
        assertThat(((Element) failure.getParentNode()).getAttribute("classname")).isEqualTo("orders.a\\u0007.yaml");
        assertThat(((Element) failure.getParentNode()).getAttribute("file")).isEqualTo("a\\u0007.yaml");
        assertThat(logins.getAttribute("skipped")).isEqualTo("1");
        assertThat(((Element) logins.getElementsByTagName("skipped").item(0)).getAttribute("message")).isEqualTo("no database");
    }
}
