using System.Text.Json;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest.Sockets;

/// <summary>
/// Reads one inbound message: <c>{type?: "positions", seq, positions}</c> in one pass over its bytes, the rest through the
/// reader of the streaming protocol. Strict: every problem is named with its field, and no exception leaves it.
/// </summary>
internal sealed class IngestMessageReader(PositionReader positions, IOptions<IngestOptions> options)
{
    /// <summary>The largest whole number that every JSON library gives back as it was.</summary>
    private const long MaxSeq = 9_007_199_254_740_991;

    private readonly ClientMessageReader _others = new(new StreamingOptions());

    /// <param name="principal">Null before authentication: positions are skipped then.</param>
    public IngestInbound Read(ReadOnlyMemory<byte> utf8, Principal? principal)
    {
        var draft = new Draft();
        try
        {
            ReadRoot(utf8.Span, principal, ref draft);
        }
        catch (JsonException)
        {
            return new IngestInbound { Seq = draft.Seq, Error = new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.MalformedJson, "The message is not JSON, or nested deeper than 64.") };
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, which the JSON grammar lets through and the reader cannot compare.
            return new IngestInbound { Seq = draft.Seq, Error = new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.MalformedJson, "The message has text that is not valid Unicode.") };
        }
        catch (IngestShapeException)
        {
            draft.Fail("positions", FieldErrorCode.Range, $"must have at most {options.Value.MaxBatch} elements");
            return Refused(draft);
        }

        return draft.Type switch
        {
            _ when draft.Errors is not null => Refused(draft),
            "positions" => Positions(draft, principal),
            null when draft.HasPositions || draft.HasSeq => Positions(draft, principal),
            "auth" or "ping" or "heartbeat" => Other(utf8),
            _ => Unknown(draft),
        };
    }

    private void ReadRoot(ReadOnlySpan<byte> utf8, Principal? principal, ref Draft draft)
    {
        var json = new Utf8JsonReader(utf8);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            draft.Fail("body", FieldErrorCode.Type, "must be an object");
            json.Skip();
        }
        else
        {
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
                ReadField(ref json, principal, ref draft);
        }

        json.Read(); // throws where something follows
    }

    private void ReadField(ref Utf8JsonReader json, Principal? principal, ref Draft draft)
    {
        if (json.ValueTextEquals("seq"u8))
        {
            json.Read();
            draft.Once(draft.HasSeq, "seq");
            draft.HasSeq = true;
            if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var seq) && seq is >= 0 and <= MaxSeq)
                draft.Seq = seq;
            else
                draft.Fail("seq", FieldErrorCode.Type, $"must be a whole number from 0 to {MaxSeq}");
            json.Skip();
        }
        else if (json.ValueTextEquals("positions"u8))
        {
            json.Read();
            draft.Once(draft.HasPositions, "positions");
            draft.HasPositions = true;
            if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
                draft.Fail("positions", FieldErrorCode.Type, "must be an array of objects, or one");
            else if (principal is not null && draft.Errors is null)
                draft.Batch = positions.Read(ref json, principal);
            else
                json.Skip();
        }
        else
        {
            ReadOther(ref json, ref draft);
        }
    }

    private static void ReadOther(ref Utf8JsonReader json, ref Draft draft)
    {
        var isType = json.ValueTextEquals("type"u8);
        json.Read();
        if (isType)
        {
            draft.Once(draft.HasType, "type");
            draft.HasType = true;
            draft.Type = json.TokenType != JsonTokenType.String ? ""
                : json.ValueTextEquals("positions"u8) ? "positions"
                : json.ValueTextEquals("auth"u8) ? "auth"
                : json.ValueTextEquals("ping"u8) ? "ping"
                : json.ValueTextEquals("heartbeat"u8) ? "heartbeat"
                : "";
        }

        json.Skip();
    }

    private static IngestInbound Positions(Draft draft, Principal? principal)
    {
        if (draft.Seq is null)
            draft.Fail("seq", FieldErrorCode.Required, "is required");
        else if (!draft.HasPositions)
            draft.Fail("positions", FieldErrorCode.Required, "is required");
        else if (principal is null)
            return new IngestInbound { Seq = draft.Seq, Error = new StreamingError(ErrorTypes.AuthenticationFailed, IngestErrorCodes.NotAuthenticated, "Authenticate first; this message was not taken.") };
        else
            return new IngestInbound { Seq = draft.Seq, Batch = draft.Batch };

        return Refused(draft);
    }

    private IngestInbound Other(ReadOnlyMemory<byte> utf8)
    {
        var (message, error) = _others.Read(utf8);
        return new IngestInbound { Other = message, Error = error };
    }

    private static IngestInbound Unknown(Draft draft)
    {
        draft.Fail("type", FieldErrorCode.Unknown, "must be positions, auth, ping or heartbeat");
        return Refused(draft, ErrorCodes.UnknownType);
    }

    private static IngestInbound Refused(Draft draft, string code = ErrorCodes.InvalidField)
    {
        var errors = draft.Errors!.Items;
        return new IngestInbound
        {
            Seq = draft.Seq,
            Error = new StreamingError(ErrorTypes.InvalidMessage, code, $"{errors[0].Field}: {errors[0].Message}") { Fields = errors },
        };
    }

    private struct Draft
    {
        public long? Seq;
        public string? Type;
        public PositionBatch? Batch;
        public FieldErrors? Errors;
        public bool HasSeq;
        public bool HasType;
        public bool HasPositions;

        public void Fail(string field, string code, string message) => (Errors ??= new FieldErrors()).Add(field, code, message);

        public void Once(bool again, string field)
        {
            if (again)
                Fail(field, FieldErrorCode.Duplicate, "is given twice");
        }
    }
}
