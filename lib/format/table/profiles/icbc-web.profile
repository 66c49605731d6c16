# Industrial and Commercial Bank of China, 明细 of the internet bank as a sheet.
# formats.md 3: the header is in row 2; 转入金额 and 转出金额, with 借贷标志.
format   icbc-web
title    ICBC, account details (sheet of the internet bank)
variants sheet or csv, header in row 2
layout   csv
order    newest-first

label  账号|卡号|账户|查询账号                 account
label  户名|账户名称                           ignore
label  币种                                    currency
label  起止日期|查询日期|查询时段              period

column 凭证号                                  ignore
column 对方账号                                counter-account
column 交易时间                                moment
column 借贷标志                                side optional in=贷|贷方|转入 out=借|借方|转出
column 对方单位                                name
column 对方行号                                ignore
column 用途                                    remark
column 摘要                                    remark
column 附言                                    remark
column 回单个性化信息                          remark optional
column 转入金额                                credit
column 转出金额                                debit
column 支付凭证种类                            ignore
column 余额                                    balance
junk   合计 本页合计 总计
