using System.Collections.Immutable;

namespace Fleet.Notifications;

/// <summary>Who is told, as in S1: everybody of <see cref="Default"/>, and of urgent things those of <see cref="Urgent"/> too.</summary>
[GenerateSerializer, Immutable, Alias("Fleet.ContactList")]
public sealed record ContactList
{
    public static readonly ContactList Empty = new();

    [Id(0)] public ImmutableArray<string> Default { get; init; } = [];

    [Id(1)] public ImmutableArray<string> Urgent { get; init; } = [];

    /// <summary>Each once.</summary>
    public ImmutableArray<string> For(bool urgent) => urgent ? [.. Default.Concat(Urgent).Distinct(StringComparer.OrdinalIgnoreCase)] : [.. Default.Distinct(StringComparer.OrdinalIgnoreCase)];
}
