import csv,sys,glob
for n in ('C2','C3'):
    d=glob.glob(f'/tmp/yrs/{sys.argv[1]}/{n}/*/')[0]
    t={r['row']:r for r in csv.DictReader(open(d+'text.csv',encoding='utf-8'))}
    src=open(d+'source.txt',encoding='utf-8').read().split('\n')
    for r in csv.DictReader(open(d+'review.csv',encoding='utf-8')):
        if r['file']!='text.csv': continue
        for k in ('look again','not printed here','there already','norm for','area above'):
            if k in r['reasons']:
                x=t[r['row']]; print(n,k,'|',x['label'],x['value'],x['year'],x['indicator'],'|',src[int(x['paragraph'])-1][max(0,int(x['start'])-22):int(x['end'])+8])
