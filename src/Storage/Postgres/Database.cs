using Npgsql;

namespace Fleet.Storage.Postgres;

/// <summary>Single statements outside the group commits: reads, and writes that are rare. A database that is away becomes one exception.</summary>
internal static class Database
{
    public static async Task<List<T>> ListAsync<T>(
        this NpgsqlDataSource dataSource, string sql, IEnumerable<object?> parameters, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = CommandOf(dataSource, sql, parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(map(reader));
            return rows;
        }
        catch (Exception e) when (PostgresFailure.IsTransient(e))
        {
            throw new StorageUnavailableException("The database is away.", e);
        }
    }

    public static async Task<int> ExecuteAsync(
        this NpgsqlDataSource dataSource, string sql, IEnumerable<object?> parameters, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = CommandOf(dataSource, sql, parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception e) when (PostgresFailure.IsTransient(e))
        {
            throw new StorageUnavailableException("The database is away.", e) { OutcomeUnknown = true };
        }
    }

    public static string? GetText(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static void Bind(this NpgsqlParameterCollection parameters, object? value) =>
        parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });

    private static NpgsqlCommand CommandOf(NpgsqlDataSource dataSource, string sql, IEnumerable<object?> parameters)
    {
        var command = dataSource.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Bind(parameter);
        return command;
    }
}
