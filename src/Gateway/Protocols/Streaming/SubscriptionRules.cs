using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;

namespace Fleet.Gateway.Protocols.Streaming;

/// <summary>Whether a session may have the subscription it asks for.</summary>
internal static class SubscriptionRules
{
    public static StreamingError? Check(
        ClientMessage.Subscribe message, Subscription subscription, Principal principal, bool idTaken, int count, StreamingOptions options)
    {
        foreach (var channel in StreamingChannels.NamesOf(message.Channels))
        {
            if (!principal.MayRead(channel))
            {
                return Forbidden(ErrorCodes.ChannelForbidden, "channels", $"You may not read {channel}.");
            }
        }

        if ((message.Channels & EventChannels.Analytics) != 0 && !subscription.Visibility.IsEverything)
        {
            return Forbidden(ErrorCodes.ChannelForbidden, "channels", "analytics sums up the whole fleet, of which you may see a part.");
        }

        if (message.OrganizationId is { } organization && organization != principal.OrganizationId)
        {
            return Forbidden(ErrorCodes.OrganizationForbidden, "filters.organization_id", "You may only see your own organization.");
        }

        if (message.Filter.VehicleIds is not null && subscription.Filter.VehicleIds!.Count == 0)
        {
            return Forbidden(ErrorCodes.VehiclesForbidden, "filters.vehicle_ids", "You may see none of these vehicles.");
        }

        return idTaken ? new StreamingError(ErrorTypes.InvalidSubscription, ErrorCodes.DuplicateSubscription, "This session has a subscription of that id.")
            {
                Fields = [new FieldError("subscription_id", FieldErrorCode.Duplicate, "is in use")],
            }
            : count >= options.MaxSubscriptions ? new StreamingError(
                ErrorTypes.InvalidSubscription, ErrorCodes.SubscriptionLimit, $"A connection may have {options.MaxSubscriptions} subscriptions.")
            : null;
    }

    /// <summary>Whether the history that it asks for can be told now.</summary>
    public static StreamingError? CheckReplay(ClientMessage.Subscribe message, DateTimeOffset now, int replaying, SubscriptionOptions options) =>
        message.Replay is not { } replay ? null
        : replay.From > now ? InvalidReplay("replay.from", "must not be in the future")
        : replay.To > now ? InvalidReplay("replay.to", "must not be in the future: leave it out to go on live")
        : replaying >= options.MaxReplaysPerSession ? TooManyReplays($"A connection may have {options.MaxReplaysPerSession} replays at a time.")
        : null;

    public static StreamingError TooManyReplays(string message) =>
        new(ErrorTypes.RateLimitExceeded, ErrorCodes.ReplayLimit, message) { RetryAfter = TimeSpan.FromSeconds(5) };

    private static StreamingError InvalidReplay(string field, string message) =>
        new(ErrorTypes.InvalidSubscription, ErrorCodes.InvalidReplay, $"{field}: {message}") { Fields = [new FieldError(field, FieldErrorCode.Range, message)] };

    private static StreamingError Forbidden(string code, string field, string message) =>
        new(ErrorTypes.AuthorizationFailed, code, message) { Fields = [new FieldError(field, FieldErrorCode.Forbidden, message)] };
}
