using System.Text.Json;
using System.Text.Unicode;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Traffic;

/// <summary>Reads one inbound message. Strict: every problem is named with its field, and no exception leaves it.</summary>
internal sealed class TrafficCodec(TrafficSocketOptions options)
{
    private const int MaxDepth = 16;
    private const int MaxSecret = 16 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth };

    public (TrafficMessage? Message, TrafficError? Error) Read(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span))
            return (null, new TrafficError(TrafficErrors.InvalidMessage, "The message is not valid UTF-8."));

        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return (null, new TrafficError(TrafficErrors.InvalidMessage, $"The message is not JSON, or nested deeper than {MaxDepth}."));
        }
    }

    private (TrafficMessage?, TrafficError?) Read(JsonElement root)
    {
        var errors = new FieldErrors();
        var fields = JsonFields.Open(root, "", errors);
        var type = fields?.Text("type", Identifier.MaxLength, required: true);
        if (fields is null || type is null || errors.Any)
            return (null, Invalid(errors));

        switch (type)
        {
            case "auth":
                var token = fields.Text("token", MaxSecret, required: true);
                return errors.Any ? (null, Invalid(errors)) : (new TrafficMessage.Auth(token!), null);
            case "subscribe":
                return ReadSubscribe(fields);
            case "unsubscribe":
                return ReadUnsubscribe(fields);
            case "ping":
                return (new TrafficMessage.Ping(), null);
            default:
                fields.Fail("type", FieldErrorCode.Unknown, "must be auth, subscribe, unsubscribe or ping");
                return (null, Invalid(errors));
        }
    }

    private (TrafficMessage?, TrafficError?) ReadSubscribe(JsonFields fields)
    {
        var id = fields.Id("subscription_id");
        var resume = ClientMessageReader.ReadResume(fields);
        var (channel, name, refused) = ReadChannel(fields, required: true);
        if (refused is not null)
            return (null, refused with { SubscriptionId = id });

        var filter = new TrafficFilterReader(options.MaxFilterIds).Read(fields, channel);
        return fields.Errors.Any
            ? (null, Invalid(fields.Errors, TrafficErrors.SubscriptionFailed) with { Channel = name, SubscriptionId = id })
            : (new TrafficMessage.Subscribe(channel, filter, id, resume), null);
    }

    private static (TrafficMessage?, TrafficError?) ReadUnsubscribe(JsonFields fields)
    {
        var id = fields.Id("subscription_id");
        var (channel, _, refused) = ReadChannel(fields, required: id is null && !fields.Errors.Any);
        if (refused is null && id is not null && channel != EventChannels.None)
            fields.Fail("subscription_id", FieldErrorCode.Conflict, "give either channel or subscription_id");

        return refused is not null ? (null, refused)
            : fields.Errors.Any ? (null, Invalid(fields.Errors))
            : (new TrafficMessage.Unsubscribe(channel, id), null);
    }

    /// <summary>A name that is well formed but no channel's is not found; anything else is no channel at all.</summary>
    private static (EventChannels Channel, string? Name, TrafficError? Error) ReadChannel(JsonFields fields, bool required)
    {
        if (fields.KindOf("channel") is not JsonValueKind.String)
        {
            _ = fields.Text("channel", Identifier.MaxLength, required);
            return (EventChannels.None, null, fields.Errors.Any ? Invalid(fields.Errors) : null);
        }

        if (fields.Errors.Any)
            return (EventChannels.None, null, Invalid(fields.Errors));

        var text = fields.Text("channel", int.MaxValue);
        var name = text is null ? null : fields.Id("channel");
        if (name is null)
            return (EventChannels.None, null, Invalid(fields.Errors, TrafficErrors.SubscriptionFailed) with { Channel = text is null ? null : Identifier.Shorten(text) });

        if (TrafficChannels.TryFind(name, out var channel))
            return (channel, name, null);

        fields.Fail("channel", FieldErrorCode.Unknown, "must be one of " + TrafficChannels.AllNames);
        return (EventChannels.None, name, Invalid(fields.Errors, TrafficErrors.ChannelNotFound) with { Channel = name });
    }

    private static TrafficError Invalid(FieldErrors errors, string code = TrafficErrors.InvalidMessage) =>
        new(code, $"{errors.Items[0].Field}: {errors.Items[0].Message}") { Fields = errors.Items };
}
