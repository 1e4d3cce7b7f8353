using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>Turns a batch of items into statements. Knows neither queue nor transaction.</summary>
internal interface ICommitWriter<in TItem, TResult>
{
    int RowsOf(TItem item);

    /// <summary>Before the transaction, on the same connection: what must be there for it. May run again.</summary>
    Task PrepareAsync(NpgsqlConnection connection, IReadOnlyList<TItem> items, CancellationToken cancellationToken);

    /// <summary>
    /// Inside the transaction. One result per item, true only once the transaction commits. An item that conflicts is
    /// told so by its result and leaves nothing behind.
    /// </summary>
    Task<TResult[]> WriteAsync(
        NpgsqlConnection connection, IReadOnlyList<TItem> items, CommitMode mode, CancellationToken cancellationToken);
}
