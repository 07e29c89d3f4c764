package io.heapwise.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactedFlagsTest {
  private static final File OWN_JAR = new File("lib/heapwise.jar").getAbsoluteFile();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dpassword=",
        "-Ddb.PassWord=",
        "-DDB_PASSWD=",
        "-Djavax.net.ssl.keyStorePassword=",
        "-Dclient-secret=",
        "-DgithubToken=",
        "-Dapi.key=",
        "-Daws.credentials=",
        "-Dproxy.auth=",
        "-agentlib:license=",
        "-agentpath:/opt/probe.so=",
        "-javaagent:/opt/apm.jar=",
        "-javaagent:other/heapwise.jar=",
        "-XX:OnOutOfMemoryError=",
      })
  void hidesValues(String option) {
    assertEquals(List.of(option + "***"), shown(option + "hunter2=a b,c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Durl=jdbc:mysql://db/x?user=me&password=hunter2",
        "-Durl=jdbc:sqlserver://db;PASSWORD=hunter2",
        "-Dproxy=http://me:hunter2@proxy:8080",
        "-Doptions=user:me,secret:hunter2",
        "-Dheader=X-Api-Key: hunter2",
      })
  void hidesValues_thatNameASecret(String flag) {
    assertEquals(List.of(flag.substring(0, flag.indexOf('=') + 1) + "***"), shown(flag));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xmx1g",
        "-ea",
        "-XX:+UseG1GC",
        "-XX:MaxRAMPercentage=75",
        "-Dpassword",
        "-Dfile.encoding=UTF-8",
        "-Durl=http://example.org:8080/tokens?page=1",
        "-Dconfig=/opt/keycloak/conf",
        "--add-opens=java.base/java.security.auth=ALL-UNNAMED",
        "-javaagent:/opt/apm.jar",
        "-javaagent:lib/heapwise.jar=track=exact,dump=/tmp/token.json",
      })
  void showsWhatIsNoSecret(String flag) {
    assertEquals(List.of(flag), shown(flag));
  }

  @Test
  void keepsTheOrder_andHidesItsOwnArguments_whereItsJarIsNotKnown() {
    String[] flags = {"-Xmx1g", "-javaagent:lib/heapwise.jar=track=exact", "-Dtoken=", "-ea"};
    assertEquals(
        List.of("-Xmx1g", "-javaagent:lib/heapwise.jar=***", "-Dtoken=***", "-ea"),
        RedactedFlags.of(flags, null));
  }

  private static List<String> shown(String flag) {
    return RedactedFlags.of(new String[] {flag}, OWN_JAR);
  }
}
