# China CITIC Bank, corporate account details.
# formats.md 3: the header is in row 16 (older) or 13 of a sheet.
format   citic
title    China CITIC Bank, account details
variants sheet or csv, header in row 13 or 16
layout   csv
order    oldest-first

label  账号|账户|查询账号|客户账号             account
label  账户名称|户名|客户名称                  ignore
label  币种                                    currency
label  起止日期|查询日期|查询期间              period

column 交易日期                                day
column 交易时间                                time optional
column 对方账号                                counter-account
column 对方账户名称|对方户名                   name
column 对方开户行|对方开户行名|对方银行名称    ignore
column 借方发生额                              debit
column 贷方发生额                              credit
column 账户余额|余额                           balance
column 摘要                                    remark
column 附言                                    remark optional
column 用途|备注                               remark optional
column 柜员交易号|交易流水号|流水号            serial optional
column 凭证号|凭证号码|凭证种类                ignore
column 业务类型|交易类型                       remark optional
column 退汇日期                                ignore
column 退汇标志                                flag optional return=是|退汇
column 冲账标志                                flag optional return=*
junk   合计 本页合计
