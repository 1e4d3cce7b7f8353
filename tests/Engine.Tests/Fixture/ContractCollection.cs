namespace Fleet.Engine.Fixture;

[CollectionDefinition(ContractTest.Name, DisableParallelization = true)]
public sealed class ContractCollection : ICollectionFixture<SharedHost>;
