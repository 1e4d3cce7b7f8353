using System.Text.Json;
using System.Text.Unicode;
using Fleet.Events;
using Fleet.Gateway.Api.CustomEvents;
using Fleet.Gateway.Api.Organizations;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Reads one inbound message. Strict: every problem is named with its field, and no exception leaves it.</summary>
internal sealed class ClientMessageReader(StreamingOptions options)
{
    private const int MaxDepth = 16;
    private const int MaxSecret = 16 * 1024;
    private const int MaxChannels = 16;
    private const int MaxShards = 256;
    private const int MaxBuffer = 1_000_000;

    private static readonly string[] SessionOptions = ["compression", "buffer_size", "batch_interval", "deduplicate"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };
    private static readonly string[] Types =
        ["auth", "subscribe", "unsubscribe", "configure", "configure_thresholds", "register_custom_event", "confirm_custom_event", "ping", "heartbeat"];

    public (ClientMessage? Message, StreamingError? Error) Read(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
        {
            return Malformed("The message is not valid UTF-8.");
        }

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return Malformed($"The message is not JSON, or nested deeper than {MaxDepth}.");
        }
    }

    private static (ClientMessage?, StreamingError?) Malformed(string message) =>
        (null, new StreamingError(ErrorTypes.InvalidMessage, ErrorCodes.MalformedJson, message));

    private (ClientMessage?, StreamingError?) Read(JsonElement root)
    {
        var errors = new FieldErrors();
        var fields = JsonFields.Open(root, "", errors);
        var type = fields?.Text("type", Identifier.MaxLength, required: true);
        if (fields is null || type is null || errors.Any)
        {
            return (null, Invalid(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, errors));
        }

        ClientMessage? message = null;
        StreamingError? refused = null;
        switch (type)
        {
            case "auth":
                message = ReadAuth(fields);
                break;
            case "subscribe":
                (message, refused) = ReadSubscribe(fields);
                break;
            case "unsubscribe":
                (message, refused) = ReadUnsubscribe(fields);
                break;
            case "ping" or "heartbeat":
                message = new ClientMessage.Ping();
                break;
            case "configure":
                message = ReadConfigure(fields);
                break;
            case "configure_thresholds":
                message = ReadThresholds(fields, root);
                break;
            case "register_custom_event":
                message = ReadRegistration(fields);
                break;
            case "confirm_custom_event":
                message = ReadConfirmation(fields);
                break;
            default:
                return (null, UnknownType(fields));
        }

        return refused is not null ? (null, refused)
            : errors.Any ? (null, Invalid(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, errors))
            : (message, null);
    }

    private static StreamingError UnknownType(JsonFields fields)
    {
        fields.Fail("type", FieldErrorCode.Unknown, "must be one of " + string.Join(", ", Types));
        return Invalid(ErrorTypes.InvalidMessage, ErrorCodes.UnknownType, fields.Errors);
    }

    private static StreamingError Invalid(string type, string code, FieldErrors errors) =>
        new(type, code, $"{errors.Items[0].Field}: {errors.Items[0].Message}") { Fields = errors.Items };

    private static ClientMessage.Auth ReadAuth(JsonFields fields)
    {
        var key = fields.Text("api_key", MaxSecret);
        var token = fields.Text("token", MaxSecret);
        var signature = fields.Text("signature", Identifier.MaxLength);
        string? timestamp = null;
        if (fields.KindOf("timestamp") == JsonValueKind.String)
        {
            timestamp = fields.Text("timestamp", Identifier.MaxLength);
        }
        else if (fields.Has("timestamp") && !fields.IsNull("timestamp"))
        {
            timestamp = fields.WholeNumber("timestamp", 0, long.MaxValue)?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if ((key is null) == (token is null) && !fields.Errors.Any)
        {
            fields.Fail("api_key", key is null ? FieldErrorCode.Required : FieldErrorCode.Conflict, "give either api_key or token");
        }

        if (signature is not null && timestamp is null && !fields.Errors.Any)
        {
            fields.Fail("timestamp", FieldErrorCode.Required, "is required with a signature");
        }

        return new ClientMessage.Auth(key, token, signature is null ? null : timestamp, signature);
    }

    private ClientMessage.Configure? ReadConfigure(JsonFields message)
    {
        if (message.Object("options", required: true) is not { } fields)
        {
            return null;
        }

        foreach (var name in fields.Names.Where(n => !SessionOptions.Contains(n)))
        {
            fields.Fail(Identifier.Shorten(name), FieldErrorCode.Unknown, "must be one of " + string.Join(", ", SessionOptions));
        }

        return new ClientMessage.Configure(new SessionSettings(
            fields.Choice<MessageCompression>("compression"),
            (int?)fields.WholeNumber("buffer_size", 1, MaxBuffer),
            (int?)fields.WholeNumber("batch_interval", 0, options.MaxBatchMilliseconds),
            fields.Flag("deduplicate")));
    }

    private static ClientMessage.ConfigureThresholds? ReadThresholds(JsonFields message, JsonElement root)
    {
        if (message.Object("thresholds", required: true) is not { } fields)
        {
            return null;
        }

        ThresholdsJson.Read(fields, new SafetyThresholds());
        return message.Errors.Any ? null : new ClientMessage.ConfigureThresholds(root.GetProperty("thresholds").Clone());
    }

    private static ClientMessage.RegisterCustomEvent? ReadRegistration(JsonFields fields)
    {
        var definition = CustomEventReader.Read(fields, fields.Id("event_name", required: true));
        return fields.Errors.Any ? null : new ClientMessage.RegisterCustomEvent(definition);
    }

    private static ClientMessage.ConfirmCustomEvent? ReadConfirmation(JsonFields fields)
    {
        var (name, vehicle, id) = (fields.Id("event_name", required: true), fields.Id("vehicle_id", required: true), fields.Id("event_id"));
        return fields.Errors.Any ? null : new ClientMessage.ConfirmCustomEvent(name!, vehicle!, id);
    }

    /// <summary>A subscribe without its type, for protocols that name it elsewhere.</summary>
    public (ClientMessage?, StreamingError?) ReadSubscribe(JsonFields fields)
    {
        var id = fields.Id("subscription_id");
        var resume = ReadResume(fields);
        if (fields.Errors.Any)
        {
            return (null, Invalid(ErrorTypes.InvalidMessage, ErrorCodes.InvalidField, fields.Errors));
        }

        var (channels, refused) = ReadChannels(fields, required: true);
        if (refused is not null)
        {
            return (null, refused);
        }

        var replay = ReadReplay(fields, channels, resume is not null);
        if (fields.Errors.Any)
        {
            return (null, Invalid(ErrorTypes.InvalidSubscription, ErrorCodes.InvalidReplay, fields.Errors));
        }

        var (organization, filter) = new FilterReader(options.MaxFilterIds).Read(fields, channels);
        return fields.Errors.Any
            ? (null, Invalid(ErrorTypes.InvalidSubscription, ErrorCodes.InvalidFilter, fields.Errors))
            : (new ClientMessage.Subscribe(channels, organization, filter, id, resume, replay), null);
    }

    public static (ClientMessage?, StreamingError?) ReadUnsubscribe(JsonFields fields)
    {
        var id = fields.Id("subscription_id");
        var (channels, refused) = ReadChannels(fields, required: id is null && !fields.Errors.Any);
        if (refused is not null)
        {
            return (null, refused);
        }

        if (id is not null && channels != EventChannels.None)
        {
            fields.Fail("subscription_id", FieldErrorCode.Conflict, "give either channels or subscription_id");
        }

        return (new ClientMessage.Unsubscribe(channels, id), null);
    }

    private static (EventChannels, StreamingError?) ReadChannels(JsonFields fields, bool required)
    {
        var one = fields.KindOf("channel") is JsonValueKind.Undefined or JsonValueKind.Null ? null : fields.Text("channel", Identifier.MaxLength);
        var many = fields.Texts("channels", MaxChannels, Identifier.MaxLength);
        if (one is not null && many is not null)
        {
            fields.Fail("channel", FieldErrorCode.Conflict, "give either channel or channels");
        }
        else if (required && one is null && many is not { Count: > 0 } && !fields.Errors.Any)
        {
            fields.Fail("channels", FieldErrorCode.Required, "name at least one of " + StreamingChannels.AllNames);
        }

        var channels = EventChannels.None;
        var code = ErrorCodes.InvalidField;
        var type = ErrorTypes.InvalidMessage;
        foreach (var (name, field) in one is not null ? [(one, "channel")] : (many ?? []).Select((n, i) => (n, $"channels[{i}]")))
        {
            if (StreamingChannels.TryFind(name, out var channel))
            {
                channels |= channel;
                continue;
            }

            type = ErrorTypes.InvalidSubscription;
            code = ErrorCodes.UnknownChannel;
            fields.Fail(field, FieldErrorCode.Unknown, "must be one of " + StreamingChannels.AllNames);
        }

        return (channels, fields.Errors.Any ? Invalid(type, code, fields.Errors) : null);
    }

    /// <summary>That <c>from</c> has passed is for the session to see, which has a clock.</summary>
    private static ReplayRequest? ReadReplay(JsonFields message, EventChannels channels, bool resumes)
    {
        if (message.Object("replay") is not { } fields)
        {
            return null;
        }

        var from = fields.Time("from", required: true);
        var to = fields.Time("to");
        var speed = fields.Number("speed", 1, ReplayRequest.MaxSpeed) ?? 1;
        if (to <= from)
        {
            fields.Fail("to", FieldErrorCode.Range, "must be after from");
        }

        if (resumes)
        {
            message.Fail("replay", FieldErrorCode.Conflict, "give either resume or replay");
        }

        var present = channels & ~EventChannels.OfShards;
        if (present != EventChannels.None)
        {
            message.Fail("replay", FieldErrorCode.Conflict, string.Join(", ", StreamingChannels.NamesOf(present)) + ": there is no history");
        }

        return fields.Errors.Any ? null : new ReplayRequest(from!.Value, to, speed);
    }

    /// <summary>The places of <c>resume</c>, alike in every protocol.</summary>
    public static Dictionary<int, ShardPosition>? ReadResume(JsonFields fields)
    {
        if (fields.Items("resume", MaxShards) is not { } items)
        {
            return null;
        }

        var places = new Dictionary<int, ShardPosition>();
        foreach (var (element, path) in items)
        {
            if (JsonFields.Open(element, path, fields.Errors) is not { } place)
            {
                continue;
            }

            var shard = place.WholeNumber("shard", 0, MaxShards - 1, required: true);
            var epoch = place.Id("epoch", required: true);
            var n = place.WholeNumber("n", 0, long.MaxValue, required: true);
            if (shard is not null && epoch is not null && n is not null
                && !places.TryAdd((int)shard, new ShardPosition((int)shard, epoch, n.Value)))
            {
                place.Fail("shard", FieldErrorCode.Duplicate, "is given twice");
            }
        }

        return places;
    }
}
