using System.Collections.Concurrent;

namespace Fleet.Storage;

/// <summary>Remembers the rules; the memory logs are bounded by rows, so nothing is done by them.</summary>
public sealed class MemoryRetentionRules : IRetentionRules
{
    /// <summary>Bound: one an organization.</summary>
    private readonly ConcurrentDictionary<string, int> _days = new();

    public ValueTask Set(string organizationId, int? days, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days ?? 0, nameof(days));
        if (days is { } d)
            _days[organizationId] = d;
        else
            _days.TryRemove(organizationId, out _);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int?> Get(string organizationId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_days.TryGetValue(organizationId, out var days) ? days : (int?)null);
}
