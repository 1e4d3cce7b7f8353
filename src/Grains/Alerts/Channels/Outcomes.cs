using System.Globalization;
using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>What an HTTP answer means for a delivery. Says the status and never the answer's text: that may repeat what is secret.</summary>
internal static class Outcomes
{
    public const string NoServer = "this installation has no server for this channel";

    /// <summary>408, 425, 429 and 5xx may be otherwise the next time; another refusal stays one.</summary>
    public static DeliveryResult Of(string key, OutboundAnswer answer) =>
        answer.Succeeded ? new() { Key = key }
        : answer.Status is { } status ? new()
        {
            Key = key,
            Error = string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"),
            IsFinal = status is not (408 or 425 or 429) and < 500,
            RetryAfter = answer.RetryAfter,
        }
        : new() { Key = key, Error = answer.Excerpt ?? AlertFields.Snake(answer.Failure ?? OutboundFailure.Unreachable), IsFinal = answer.Failure == OutboundFailure.Refused };

    public static DeliveryResult Missing(string key, string error) => new() { Key = key, Error = error, IsFinal = true };
}
