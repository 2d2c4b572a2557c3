package io.github.maskroute.cases;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes verdicts in JUnit's XML format, which CI systems read, with one suite per event type. */
public record JUnitXml(List<Verdict> verdicts) {

    /** Characters that XML does not allow. */
    private static final Pattern NOT_XML = Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    /** Writes one document in UTF-8. */
    public void write(Writer out) throws IOException {
        Map<String, List<Verdict>> suites = verdicts.stream()
                .collect(Collectors.groupingBy(Verdict::type, LinkedHashMap::new, Collectors.toList()));
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            for (Map.Entry<String, List<Verdict>> suite : suites.entrySet()) {
                write(xml, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static void write(XMLStreamWriter xml, String type, List<Verdict> verdicts) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", type);
        xml.writeAttribute("tests", Integer.toString(verdicts.size()));
        xml.writeAttribute("failures", Long.toString(verdicts.stream().filter(verdict -> !verdict.passed()).count()));
        xml.writeAttribute("skipped", Long.toString(verdicts.stream().filter(JUnitXml::isSkipped).count()));
        for (Verdict verdict : verdicts) {
            write(xml, verdict);
        }
        xml.writeEndElement();
    }

    private static void write(XMLStreamWriter xml, Verdict verdict) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", safe(verdict.type() + "." + verdict.tried().file().getFileName()));
        xml.writeAttribute("name", safe(verdict.tried().name()));
        xml.writeAttribute("file", safe(verdict.tried().file().toString()));
        xml.writeAttribute("line", Integer.toString(verdict.tried().line()));
        if (!verdict.passed()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", safe(verdict.summary()));
            xml.writeCharacters(safe(String.join("\n", verdict.lines())));
            xml.writeEndElement();
        } else if (isSkipped(verdict)) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", safe(verdict.notTried()));
        }
        xml.writeEndElement();
    }

    private static boolean isSkipped(Verdict verdict) {
        return verdict.passed() && !verdict.notTried().isEmpty();
    }

    private static String safe(String text) {
        return NOT_XML.matcher(text).replaceAll(found -> String.format(Locale.ROOT, "\\\\u%04x", found.group().codePointAt(0)));
    }
}
