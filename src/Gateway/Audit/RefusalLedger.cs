using Fleet.Audit;

namespace Fleet.Gateway.Audit;

/// <summary>
/// Makes few audit rows of many refusals. Of each address, subject and reason the first one of a window is told at once, the
/// others with the window's end in one row that says how many they were. Beyond <c>rowsPerWindow</c> different ones of an
/// organization (or of nobody) all further ones share a row. Pure but for its lock; the caller says when a window ends.
/// Bound: <c>rowsPerWindow</c> + 1 entries an organization that a credential has proven, and as many for nobody's. Owner: the trail.
/// </summary>
internal sealed class RefusalLedger(int rowsPerWindow)
{
    /// <summary>The actor of the row that others share.</summary>
    public const string Several = "several";

    private readonly Lock _lock = new();
    private readonly Dictionary<(string OrganizationId, string Actor, string? From, string? Detail), Tally> _tallies = [];
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);

    /// <param name="refusal">One refusal.</param>
    /// <param name="from">Whoever is behind its address.</param>
    /// <returns>The row to write now; null where it only counts.</returns>
    public AuditEntry? Count(AuditEntry refusal, string? from)
    {
        lock (_lock)
        {
            var key = (refusal.OrganizationId, refusal.Actor, from, refusal.Detail);
            var isNew = !_tallies.TryGetValue(key, out var tally);
            if (isNew && _rows.GetValueOrDefault(refusal.OrganizationId) >= rowsPerWindow)
            {
                (key, isNew) = ((refusal.OrganizationId, Several, null, null), false);
                refusal = refusal with { Actor = Several, Address = null, Target = null, Detail = null };
                if (!_tallies.TryGetValue(key, out tally))
                    _tallies[key] = tally = new Tally();
            }

            if (!isNew)
            {
                (tally!.Last, tally.More) = (refusal, tally.More + 1);
                return null;
            }

            _tallies[key] = new Tally();
            _rows[refusal.OrganizationId] = _rows.GetValueOrDefault(refusal.OrganizationId) + 1;
            return refusal;
        }
    }

    /// <summary>Ends the window: the rows of what only counted, each with the time of its last refusal.</summary>
    public IReadOnlyList<AuditEntry> Close()
    {
        lock (_lock)
        {
            AuditEntry[] rows = [.. _tallies.Values.Where(t => t.More > 0).Select(t => t.Last! with { Count = t.More })];
            _tallies.Clear();
            _rows.Clear();
            return rows;
        }
    }

    private sealed class Tally
    {
        public AuditEntry? Last { get; set; }

        public long More { get; set; }
    }
}
