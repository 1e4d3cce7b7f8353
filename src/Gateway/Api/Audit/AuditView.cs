using System.ComponentModel;
using Fleet.Audit;

namespace Fleet.Gateway.Api.Audit;

/// <summary>Who did what, or was let in or refused.</summary>
public sealed record AuditView
{
    public required DateTimeOffset At { get; init; }

    public required AuditAction Action { get; init; }

    [Description("The subject of a token, or the id of a key; unknown where a refused credential proved neither, several where one row stands for many.")]
    public required string Actor { get; init; }

    [Description("The peer's, as the gateway saw it.")]
    public string? Address { get; init; }

    [Description("The id of what was changed: a key, a rule, an organization. Of a refused origin the origin.")]
    public string? Target { get; init; }

    [Description("How somebody authenticated, why it was refused, which key came of a rotation.")]
    public string? Detail { get; init; }

    [Description("How many refusals the row stands for: the first of an address, subject and reason is told at once, the others of the minute together.")]
    public required long Count { get; init; }

    internal static AuditView Of(AuditEntry entry) => new()
    {
        At = entry.At,
        Action = entry.Action,
        Actor = entry.Actor,
        Address = entry.Address,
        Target = entry.Target,
        Detail = entry.Detail,
        Count = entry.Count,
    };
}
