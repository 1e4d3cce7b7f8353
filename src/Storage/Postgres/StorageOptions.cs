using System.ComponentModel.DataAnnotations;

namespace Fleet.Storage.Postgres;

/// <summary>Configuration section <c>Fleet:Storage</c>. The three logs (positions, events, grain states) each have their own queue and lanes of these sizes.</summary>
public sealed class StorageOptions
{
    public const string Section = "Fleet:Storage";

    /// <summary>Connections that commit, for each log. More than cores of the database rarely helps.</summary>
    [Range(1, 32)]
    public int Lanes { get; set; } = 2;

    /// <summary>Most rows in one commit.</summary>
    [Range(1, 1_000_000)]
    public int MaxRowsPerCommit { get; set; } = 5_000;

    /// <summary>How long a commit waits for company. 0 commits at once; company gathers anyway while a commit runs.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan MaxCommitDelay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Most rows that wait. One more is answered busy.</summary>
    [Range(1, 10_000_000)]
    public int MaxQueuedRows { get; set; } = 50_000;

    /// <summary>
    /// How long a row waits for a database that is away before its caller is told. Below Orleans' response timeout, or
    /// callers learn nothing but that.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest pause between two tries to reach a database that is away; the first is a twentieth of it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Days that history is kept where an organization has no rule of its own. 0 keeps everything.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; }

    /// <summary>Days that audit rows are kept, whatever an organization's retention. 0 keeps everything.</summary>
    [Range(0, 36_500)]
    public int AuditDays { get; set; } = 365;

    /// <summary>Days for which the partitions are made ahead.</summary>
    [Range(1, 60)]
    public int PartitionsAhead { get; set; } = 3;

    /// <summary>How often partitions are made ahead and old ones dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan PartitionPeriod { get; set; } = TimeSpan.FromMinutes(30);
}
