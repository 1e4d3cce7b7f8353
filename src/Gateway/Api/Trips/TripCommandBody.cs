using System.ComponentModel;

namespace Fleet.Gateway.Api.Trips;

/// <summary>Optional words to start, complete or cancel. An empty body is fine.</summary>
public sealed record TripCommandBody
{
    [Description("When it happened, by the caller's clock; now where absent.")]
    public DateTimeOffset? At { get; init; }

    [Description("With cancel: why.")]
    public string? Reason { get; init; }
}
