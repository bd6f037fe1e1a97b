import java.io.File;
import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks veraPDF about files: `java Check.java FILE…` prints a line per failed rule, `FILE profile clause test message place`. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (PDFAFlavour profile : new PDFAFlavour[] {PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_3_A}) {
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new FileInputStream(new File(file)), profile);
                     PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
                    ValidationResult result = validator.validate(parser);
                    System.out.println(String.join("\t", file, profile.getId(), result.isCompliant() ? "passed" : "failed"));
                    for (TestAssertion fault : result.getTestAssertions()) {
                        String rule = fault.getRuleId().getClause() + "-" + fault.getRuleId().getTestNumber();
                        System.out.println(String.join("\t", file, profile.getId(), "fault", rule, String.valueOf(fault.getMessage()),
                            String.valueOf(fault.getLocation().getContext())));
                    }
                }
            }
        }
    }
}
