namespace Fleet.Storage.Postgres;

/// <summary>Splits a batch so that no statement names a key twice, each item keeping its turn behind earlier ones of its key.</summary>
internal static class CommitRounds
{
    /// <returns>Places of items; together all of them.</returns>
    public static List<List<int>> Of<TItem, TKey>(IReadOnlyList<TItem> items, Func<TItem, TKey> keyOf)
        where TKey : notnull
    {
        var rounds = new List<List<int>>();
        var turns = new Dictionary<TKey, int>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var key = keyOf(items[i]);
            var turn = turns.GetValueOrDefault(key);
            turns[key] = turn + 1;
            if (turn == rounds.Count)
                rounds.Add([]);
            rounds[turn].Add(i);
        }

        return rounds;
    }
}
