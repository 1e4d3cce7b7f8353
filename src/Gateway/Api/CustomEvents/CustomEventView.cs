using System.ComponentModel;
using Fleet.CustomEvents;

namespace Fleet.Gateway.Api.CustomEvents;

/// <summary>An event that an organization defined for itself.</summary>
public sealed record CustomEventView
{
    public required string EventName { get; init; }

    public required CustomEventTriggersView Triggers { get; init; }

    public required CustomEventPriority Priority { get; init; }

    [Description("Rises with every change.")]
    public required long Revision { get; init; }

    [Description("Positions received before count for nothing.")]
    public required DateTimeOffset ChangedAt { get; init; }

    [Description("The user or key.")]
    public string? ChangedBy { get; init; }

    internal static CustomEventView Of(CustomEventDefinition definition) => new()
    {
        EventName = definition.Name,
        Triggers = CustomEventTriggersView.Of(definition.Triggers),
        Priority = definition.Priority,
        Revision = definition.Revision,
        ChangedAt = definition.ChangedAt,
        ChangedBy = definition.ChangedBy,
    };
}
