using System.ComponentModel;

namespace Fleet.Gateway.Api.CustomEvents;

/// <summary>A custom event that waits for confirmation is confirmed.</summary>
public sealed record ConfirmationBody
{
    public required string VehicleId { get; init; }

    [Description("The pending event that is meant; whichever is pending where absent.")]
    public string? EventId { get; init; }
}
