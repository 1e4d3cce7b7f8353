using System.Collections.Immutable;

namespace Fleet.Storage;

/// <summary>The answer to one append: whole or not at all, never a part.</summary>
public readonly record struct AppendResult
{
    public static readonly AppendResult Done = new() { Status = AppendStatus.Committed };

    public static readonly AppendResult Stale = new() { Status = AppendStatus.Conflict };

    private readonly ImmutableArray<int> _duplicates;

    public required AppendStatus Status { get; init; }

    /// <summary>With <see cref="AppendStatus.Busy"/> and <see cref="AppendStatus.Unknown"/>: when it is worth trying again.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Places within the append, ascending, of late rows that the log had already.</summary>
    public ImmutableArray<int> Duplicates
    {
        get => _duplicates.IsDefault ? [] : _duplicates;
        init => _duplicates = value;
    }
}
