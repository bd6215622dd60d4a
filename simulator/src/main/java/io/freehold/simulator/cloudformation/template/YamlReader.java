package io.freehold.simulator.cloudformation.template;

import io.freehold.simulator.aws.call.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A template body in YAML; short forms such as {@code !Sub} become long ones. Without aliases,
 * merges and time stamps: <a
 * href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html">source</a>.
 */
final class YamlReader {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setAllowDuplicateKeys(false).build();
  private static final Set<Tag> STANDARD =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

  // As YAML 1.1 has them; what is left over is a string, dates included.
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern TRUE = Pattern.compile("true|True|TRUE|yes|Yes|YES|on|On|ON");
  private static final Pattern FALSE = Pattern.compile("false|False|FALSE|no|No|NO|off|Off|OFF");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private YamlReader() {}

  static Value read(String body) {
    try {
      for (Event event : new Parse(SETTINGS).parseString(body)) {
        if (event.getEventId() == Event.ID.Alias) {
          throw Wrong.function("YAML aliases are not allowed in CloudFormation templates");
        }
      }
      Node root =
          new Compose(SETTINGS)
              .composeString(body)
              .orElseThrow(() -> Wrong.format("unsupported structure."));
      return value(root, "");
    } catch (MarkedYamlEngineException e) {
      throw malformed(e.getProblemMark());
    } catch (YamlEngineException e) {
      throw malformed(Optional.empty());
    }
  }

  private static Refusal malformed(Optional<Mark> mark) {
    return Wrong.format(
        "YAML not well-formed."
            + mark.map(
                    at -> " (line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ")")
                .orElse(""));
  }

  private static Value value(Node node, String path) {
    String tag = node.getTag().getValue();
    if (tag.startsWith("!") && tag.length() > 1) {
      return function(tag.substring(1), content(node, path));
    }
    if (!STANDARD.contains(node.getTag())) {
      throw malformed(node.getStartMark());
    }
    return content(node, path);
  }

  private static Value function(String name, Value argument) {
    String full =
        name.equals("Ref") || name.equals("Condition") ? name : ExpressionReader.PREFIX + name;
    return new Value.Mapping(Map.of(full, argument(full, argument)));
  }

  /** {@code GetAtt} may be written with a dot in YAML. */
  private static Value argument(String function, Value argument) {
    if (!function.equals("Fn::GetAtt") || !(argument instanceof Value.Text(String text))) {
      return argument;
    }
    int dot = text.indexOf('.');
    return dot < 0
        ? argument
        : new Value.Sequence(
            List.of(Value.text(text.substring(0, dot)), Value.text(text.substring(dot + 1))));
  }

  private static Value content(Node node, String path) {
    return switch (node) {
      case ScalarNode scalar -> scalar(scalar, path);
      case SequenceNode sequence -> {
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(value(item, path + "/" + items.size()));
        }
        yield new Value.Sequence(items);
      }
      case MappingNode mapping -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
          if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            throw malformed(tuple.getKeyNode().getStartMark());
          }
          Value value = value(tuple.getValueNode(), path + "/" + key.getValue());
          if (entries.put(key.getValue(), argument(key.getValue(), value)) != null) {
            throw malformed(key.getStartMark());
          }
        }
        yield new Value.Mapping(entries);
      }
      default -> throw malformed(node.getStartMark());
    };
  }

  private static Value scalar(ScalarNode node, String path) {
    String text = node.getValue();
    if (!node.isPlain()) {
      return Value.text(text);
    }
    if (NULL.matcher(text).matches()) {
      throw nothing(path);
    }
    if (TRUE.matcher(text).matches()) {
      return new Value.Literal("true");
    }
    if (FALSE.matcher(text).matches()) {
      return new Value.Literal("false");
    }
    return NUMBER.matcher(text).matches() ? new Value.Literal(text) : Value.text(text);
  }

  static Refusal nothing(String path) {
    return Wrong.format("[" + path + "] 'null' values are not allowed in templates");
  }
}
