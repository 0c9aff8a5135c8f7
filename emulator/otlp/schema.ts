import { parse, type Type } from 'protobufjs';

/** How OTLP/HTTP writes its messages. */
export type Encoding = 'protobuf' | 'json';

/** The messages of one encoding, ready to read and write. */
export interface Messages {
  readonly request: Type;
  readonly response: Type;
  readonly status: Type;
}

/**
 * What is read and written here of the public messages of OTLP, and of the status that tells of a failure. Field
 * numbers and JSON names are those of opentelemetry-proto 1 (collector/trace/v1, trace/v1, resource/v1, common/v1)
 * and google.rpc.Status; everything else is skipped as unknown. Two types are ours: enums are plain integers,
 * since OTLP JSON forbids their names, and ids are text in JSON, since OTLP writes them there as hexadecimal digits
 * instead of base64.
 */
const definitions = (id: 'bytes' | 'string') => `
syntax = "proto3";
package otlp;

message ExportTraceServiceRequest { repeated ResourceSpans resourceSpans = 1; }
message ResourceSpans { Resource resource = 1; repeated ScopeSpans scopeSpans = 2; }
message Resource { repeated KeyValue attributes = 1; }
message ScopeSpans { repeated Span spans = 2; }
message Span {
  ${id} traceId = 1;
  ${id} spanId = 2;
  ${id} parentSpanId = 4;
  string name = 5;
  int32 kind = 6;
  fixed64 startTimeUnixNano = 7;
  fixed64 endTimeUnixNano = 8;
  repeated KeyValue attributes = 9;
  repeated Event events = 11;
  repeated Link links = 13;
  Status status = 15;
  fixed32 flags = 16;
}
message Event { string name = 2; repeated KeyValue attributes = 3; }
message Link { ${id} traceId = 1; ${id} spanId = 2; repeated KeyValue attributes = 4; }
message Status { string message = 2; int32 code = 3; }
message KeyValue { string key = 1; AnyValue value = 2; }
message AnyValue {
  oneof value {
    string stringValue = 1;
    bool boolValue = 2;
    int64 intValue = 3;
    double doubleValue = 4;
    ArrayValue arrayValue = 5;
    KeyValueList kvlistValue = 6;
    bytes bytesValue = 7;
  }
}
message ArrayValue { repeated AnyValue values = 1; }
message KeyValueList { repeated KeyValue values = 1; }

message ExportTraceServiceResponse { ExportTracePartialSuccess partialSuccess = 1; }
message ExportTracePartialSuccess { int64 rejectedSpans = 1; string errorMessage = 2; }
message RpcStatus { string message = 2; }
`;

function messagesWith(id: 'bytes' | 'string'): Messages {
  const { root } = parse(definitions(id), { keepCase: true });
  return {
    request: root.lookupType('otlp.ExportTraceServiceRequest'),
    response: root.lookupType('otlp.ExportTraceServiceResponse'),
    status: root.lookupType('otlp.RpcStatus'),
  };
}

export const messages: Readonly<Record<Encoding, Messages>> = {
  protobuf: messagesWith('bytes'),
  json: messagesWith('string'),
};
