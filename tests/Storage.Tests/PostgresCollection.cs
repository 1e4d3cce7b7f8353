namespace Fleet.Storage;

/// <summary>Tests that share the one throw-away cluster.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<ClusterFixture>
{
    public const string Name = "postgres";
}
