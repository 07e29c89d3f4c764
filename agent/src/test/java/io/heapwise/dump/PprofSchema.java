package io.heapwise.dump;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/**
 * The messages of pprof's profile.proto, as its documentation has them: name and number of each
 * field, {@code *} where it is repeated, a message's name where it is one.
 */
final class PprofSchema {
  private static final String[][] MESSAGES = {
    {
      "Profile",
      "*ValueType sample_type 1",
      "*Sample sample 2",
      "*Mapping mapping 3",
      "*Location location 4",
      "*Function function 5",
      "*string string_table 6",
      "int64 drop_frames 7",
      "int64 keep_frames 8",
      "int64 time_nanos 9",
      "int64 duration_nanos 10",
      "ValueType period_type 11",
      "int64 period 12",
      "*int64 comment 13",
      "int64 default_sample_type 14",
      "int64 doc_url 15"
    },
    {"ValueType", "int64 type 1", "int64 unit 2"},
    {"Sample", "*uint64 location_id 1", "*int64 value 2", "*Label label 3"},
    {"Label", "int64 key 1", "int64 str 2", "int64 num 3", "int64 num_unit 4"},
    {
      "Mapping",
      "uint64 id 1",
      "uint64 memory_start 2",
      "uint64 memory_limit 3",
      "uint64 file_offset 4",
      "int64 filename 5",
      "int64 build_id 6",
      "bool has_functions 7",
      "bool has_filenames 8",
      "bool has_line_numbers 9",
      "bool has_inline_frames 10"
    },
    {
      "Location",
      "uint64 id 1",
      "uint64 mapping_id 2",
      "uint64 address 3",
      "*Line line 4",
      "bool is_folded 5"
    },
    {"Line", "uint64 function_id 1", "int64 line 2", "int64 column 3"},
    {
      "Function",
      "uint64 id 1",
      "int64 name 2",
      "int64 system_name 3",
      "int64 filename 4",
      "int64 start_line 5"
    },
  };

  static final Descriptor PROFILE = profile();

  private PprofSchema() {}

  private static Descriptor profile() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("profile.proto").setSyntax("proto3");
    for (String[] message : MESSAGES) {
      DescriptorProto.Builder descriptor = DescriptorProto.newBuilder().setName(message[0]);
      for (int i = 1; i < message.length; i++) {
        descriptor.addField(field(message[i].split(" ")));
      }
      file.addMessageType(descriptor);
    }
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
          .findMessageTypeByName("Profile");
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static FieldDescriptorProto field(String[] words) {
    boolean isRepeated = words[0].startsWith("*");
    String type = isRepeated ? words[0].substring(1) : words[0];
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(words[1])
            .setNumber(Integer.parseInt(words[2]))
            .setLabel(isRepeated ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
    switch (type) {
      case "int64" -> field.setType(Type.TYPE_INT64);
      case "uint64" -> field.setType(Type.TYPE_UINT64);
      case "string" -> field.setType(Type.TYPE_STRING);
      case "bool" -> field.setType(Type.TYPE_BOOL);
      default -> field.setType(Type.TYPE_MESSAGE).setTypeName(type);
    }
    return field.build();
  }
}
