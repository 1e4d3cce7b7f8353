namespace Fleet.Storage;

/// <summary>
/// How long each organization's history is kept. Counted in whole UTC days by the time things happened, not when they
/// came: data at least this old goes, a day at a time.
/// </summary>
public interface IRetentionRules
{
    /// <param name="days">1 or more; 0 keeps everything; null goes back to the configured default.</param>
    ValueTask Set(string organizationId, int? days, CancellationToken cancellationToken);

    /// <summary>The organization's own rule; null where the default holds.</summary>
    ValueTask<int?> Get(string organizationId, CancellationToken cancellationToken);
}
