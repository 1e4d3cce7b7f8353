using System.ComponentModel;
using Fleet.CustomEvents;

namespace Fleet.Gateway.Api.CustomEvents;

/// <summary>An event that an organization defines for itself.</summary>
public sealed record CustomEventBody
{
    [Description("Names it within the organization. Only on creation.")]
    public string? EventName { get; init; }

    public required CustomEventTriggersView Triggers { get; init; }

    [Description("medium where absent.")]
    public CustomEventPriority? Priority { get; init; }
}
