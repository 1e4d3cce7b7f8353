using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Orleans.Embedded.Copying;

/// <summary>The generic containers that may cross a grain boundary, with their copiers.</summary>
internal static class CollectionCopiers
{
    private static readonly Dictionary<Type, Type> s_byDefinition = new()
    {
        [typeof(List<>)] = typeof(ListCopier<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCopier<,>),
        [typeof(HashSet<>)] = typeof(HashSetCopier<>),
        [typeof(Queue<>)] = typeof(QueueCopier<>),
        [typeof(Stack<>)] = typeof(StackCopier<>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCopier<,>),
        [typeof(SortedList<,>)] = typeof(SortedListCopier<,>),
        [typeof(SortedSet<>)] = typeof(SortedSetCopier<>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryCopier<,>),
        [typeof(Collection<>)] = typeof(CollectionCopier<>),
        [typeof(ReadOnlyCollection<>)] = typeof(ReadOnlyCollectionCopier<>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCopier<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCopier<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetCopier<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCopier<,>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryCopier<,>),
        [typeof(Nullable<>)] = typeof(NullableCopier<>),
        [typeof(KeyValuePair<,>)] = typeof(PairCopier<,>),
        [typeof(Tuple<,>)] = typeof(TupleCopier<,>),
        [typeof(Tuple<,,>)] = typeof(TupleCopier<,,>),
        [typeof(ValueTuple<>)] = typeof(ValueTupleCopier<>),
        [typeof(ValueTuple<,>)] = typeof(ValueTupleCopier<,>),
        [typeof(ValueTuple<,,>)] = typeof(ValueTupleCopier<,,>),
        [typeof(ValueTuple<,,,>)] = typeof(ValueTupleCopier<,,,>),
        [typeof(ValueTuple<,,,,>)] = typeof(ValueTupleCopier<,,,,>),
    };

    public static bool TryGet(Type definition, [MaybeNullWhen(false)] out Type copier) => s_byDefinition.TryGetValue(definition, out copier);

    public static bool Contains(Type definition) => s_byDefinition.ContainsKey(definition);
}

internal sealed class ArrayCopier<T> : ReferenceCopier<T[]>
{
    protected override T[] CopyNew(T[] value, CopyContext context)
    {
        if (Copiers<T>.Instance.Shares)
        {
            var whole = (T[])value.Clone();
            context.Record(value, whole);
            return whole;
        }

        var copy = new T[value.Length];
        context.Record(value, copy);
        for (var i = 0; i < value.Length; i++) copy[i] = Copiers<T>.Copy(value[i], context);
        return copy;
    }
}

/// <summary>Arrays of several dimensions; rare, so by index and boxed.</summary>
internal sealed class MatrixCopier<T> : ReferenceCopier<T> where T : class
{
    protected override T CopyNew(T value, CopyContext context)
    {
        var original = (Array)(object)value;
        var copy = (Array)original.Clone();
        context.Record(value, copy);
        if (TypeRules.IsShared(typeof(T).GetElementType()!)) return (T)(object)copy;

        var index = new int[original.Rank];
        for (var dimension = 0; dimension < original.Rank; dimension++) index[dimension] = original.GetLowerBound(dimension);
        for (long done = 0; done < original.LongLength; done++)
        {
            if (original.GetValue(index) is { } item) copy.SetValue(Copiers.ForRuntimeType(item.GetType()).CopyObject(item, context), index);
            for (var d = original.Rank - 1; d >= 0 && ++index[d] > original.GetUpperBound(d); d--) index[d] = original.GetLowerBound(d);
        }

        return (T)(object)copy;
    }
}

internal sealed class ListCopier<T> : ReferenceCopier<List<T>>
{
    protected override List<T> CopyNew(List<T> value, CopyContext context)
    {
        if (Copiers<T>.Instance.Shares)
        {
            var whole = new List<T>(value);
            context.Record(value, whole);
            return whole;
        }

        var copy = new List<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value) copy.Add(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class DictionaryCopier<TKey, TValue> : ReferenceCopier<Dictionary<TKey, TValue>> where TKey : notnull
{
    protected override Dictionary<TKey, TValue> CopyNew(Dictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = new Dictionary<TKey, TValue>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value) copy[Copiers<TKey>.Copy(key, context)] = Copiers<TValue>.Copy(item, context);
        return copy;
    }
}

internal sealed class HashSetCopier<T> : ReferenceCopier<HashSet<T>>
{
    protected override HashSet<T> CopyNew(HashSet<T> value, CopyContext context)
    {
        var copy = new HashSet<T>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var item in value) copy.Add(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class QueueCopier<T> : ReferenceCopier<Queue<T>>
{
    protected override Queue<T> CopyNew(Queue<T> value, CopyContext context)
    {
        var copy = new Queue<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value) copy.Enqueue(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class StackCopier<T> : ReferenceCopier<Stack<T>>
{
    protected override Stack<T> CopyNew(Stack<T> value, CopyContext context)
    {
        var copy = new Stack<T>(value.Count);
        context.Record(value, copy);
        foreach (var item in value.Reverse()) copy.Push(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class SortedDictionaryCopier<TKey, TValue> : ReferenceCopier<SortedDictionary<TKey, TValue>> where TKey : notnull
{
    protected override SortedDictionary<TKey, TValue> CopyNew(SortedDictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = new SortedDictionary<TKey, TValue>(value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value) copy[Copiers<TKey>.Copy(key, context)] = Copiers<TValue>.Copy(item, context);
        return copy;
    }
}

internal sealed class SortedListCopier<TKey, TValue> : ReferenceCopier<SortedList<TKey, TValue>> where TKey : notnull
{
    protected override SortedList<TKey, TValue> CopyNew(SortedList<TKey, TValue> value, CopyContext context)
    {
        var copy = new SortedList<TKey, TValue>(value.Count, value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value) copy.Add(Copiers<TKey>.Copy(key, context), Copiers<TValue>.Copy(item, context));
        return copy;
    }
}

internal sealed class SortedSetCopier<T> : ReferenceCopier<SortedSet<T>>
{
    protected override SortedSet<T> CopyNew(SortedSet<T> value, CopyContext context)
    {
        var copy = new SortedSet<T>(value.Comparer);
        context.Record(value, copy);
        foreach (var item in value) copy.Add(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class ConcurrentDictionaryCopier<TKey, TValue> : ReferenceCopier<ConcurrentDictionary<TKey, TValue>> where TKey : notnull
{
    protected override ConcurrentDictionary<TKey, TValue> CopyNew(ConcurrentDictionary<TKey, TValue> value, CopyContext context)
    {
        var copy = new ConcurrentDictionary<TKey, TValue>(value.Comparer);
        context.Record(value, copy);
        foreach (var (key, item) in value) copy[Copiers<TKey>.Copy(key, context)] = Copiers<TValue>.Copy(item, context);
        return copy;
    }
}

internal sealed class CollectionCopier<T> : ReferenceCopier<Collection<T>>
{
    protected override Collection<T> CopyNew(Collection<T> value, CopyContext context)
    {
        var copy = new Collection<T>();
        context.Record(value, copy);
        foreach (var item in value) copy.Add(Copiers<T>.Copy(item, context));
        return copy;
    }
}

internal sealed class ReadOnlyCollectionCopier<T> : ReferenceCopier<ReadOnlyCollection<T>>
{
    protected override ReadOnlyCollection<T> CopyNew(ReadOnlyCollection<T> value, CopyContext context)
    {
        var copy = new ReadOnlyCollection<T>([.. value.Select(item => Copiers<T>.Copy(item, context))]);
        context.Record(value, copy);
        return copy;
    }
}
