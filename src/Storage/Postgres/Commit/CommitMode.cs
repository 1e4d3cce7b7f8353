namespace Fleet.Storage.Postgres;

internal enum CommitMode
{
    /// <summary>By the promises that callers make: nothing conflicts.</summary>
    Fast,

    /// <summary>After the database refused: find out whose rows it was, and write the others.</summary>
    Careful,
}
